package understudy.operation;

/** Who says when the next step runs. */
public enum Pace {

    /** The panel, at once. */
    AUTO,

    /** The admin, with a button for each step. */
    STEP
}
