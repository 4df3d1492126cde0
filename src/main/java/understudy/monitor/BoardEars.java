package understudy.monitor;

/** Hears what the {@link Board} has to say; called on the thread of whoever looked, so it returns at once. */
interface BoardEars {

    /** Each new state. */
    void state(ClusterState state);

    /** What is worth telling. */
    void changed(ClusterChanged change);

    /** Another diagnosis. */
    void diagnosed(DiagnosisChanged change);

    /** The source of this cluster gives reason to ask others about it. */
    void troubled(String cluster);
}
