package understudy.monitor;

/** A cluster's health in a word; names as in the REST contract. */
public enum Health {

    /** The source takes writes, at least one replica follows, and so does every other one. */
    HEALTHY,

    /** The source takes writes, but something else is wrong, or nobody could take over. */
    DEGRADED,

    /** The declared source can't be seen. */
    SOURCE_DOWN,

    /** Nobody takes writes. */
    NO_SOURCE,

    /** No replica was ever set up. */
    UNCONFIGURED
}
