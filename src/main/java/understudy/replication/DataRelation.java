package understudy.replication;

import understudy.mysql.GtidSet;

/** How the data of a server stands to that of the source it is to follow, told from their transactions alone. */
public enum DataRelation {

    /** It has executed nothing: fresh, emptied, or half copied. */
    NEW,

    /** It has exactly what the source has. */
    IDENTICAL,

    /** It lacks some transactions, and the source still has them in its log: following brings them. */
    RECOVERABLE,

    /** It lacks transactions that the source no longer has in its log. */
    IRRECOVERABLE,

    /** It executed transactions that its source never had. */
    DIVERGED;

    /**
     * @param executed what the server has executed; read before {@code atSource}, because a source under load moves on
     * @param atSource what the source has executed
     * @param purged what the source has executed and no longer has in its log
     */
    public static DataRelation of(GtidSet executed, GtidSet atSource, GtidSet purged) {
        if (executed.isEmpty()) {
            return NEW;
        }
        if (!atSource.contains(executed)) {
            return DIVERGED;
        }
        if (!executed.contains(purged)) {
            return IRRECOVERABLE;
        }
        return executed.contains(atSource) ? IDENTICAL : RECOVERABLE;
    }

    /** Whether a server with such data can follow as it is. */
    public boolean canFollow() {
        return this == IDENTICAL || this == RECOVERABLE;
    }
}
