package understudy.monitor;

import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;

/**
 * What each source had of others' transactions when it was last seen. With it a panel that starts while the source is dead still knows
 * what a replica has written by itself. That part of a source's history changes with its role and with errant transactions only.
 */
interface SourceMemory {

    /** @param fromOthers what the source has executed and not written itself */
    void note(String cluster, String source, GtidSet fromOthers);

    /** Null when this host was never seen as this cluster's source, or another one was since. */
    @Nullable GtidSet of(String cluster, String source);
}
