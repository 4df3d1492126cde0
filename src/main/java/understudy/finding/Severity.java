package understudy.finding;

/** How much a {@link Finding} matters for what is about to be done. */
public enum Severity {

    /** Good to know; nothing has to be done. */
    INFO,

    /** Works, but something is at risk. */
    WARNING,

    /** It will not be done while this stands. */
    BLOCKER
}
