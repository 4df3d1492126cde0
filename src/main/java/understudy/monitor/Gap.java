package understudy.monitor;

import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;

/**
 * How a replica's transactions stand to its source's. The two servers are never asked in the same instant, so each direction
 * only trusts the order of asking that can't raise a false alarm: what a replica is behind is told by a source that was asked
 * before it, what is errant by a source that was asked after it.
 *
 * @param behind transactions that the replica lacks for certain, or null when unknown
 * @param errant GTIDs that the source never had, empty when none, or null when unknown
 */
record Gap(@Nullable Long behind, @Nullable String errant) {

    static final Gap UNKNOWN = new Gap(null, null);

    /** After a new look at the replica, with the source's latest, older, look. */
    Gap replicaLookedAt(Look replica, Look source) {
        long lacking = source.gtidExecuted().minus(replica.gtidExecuted()).count();
        boolean nothingErrant = source.gtidExecuted().contains(replica.gtidExecuted());
        return new Gap(lacking, nothingErrant ? "" : errant);
    }

    /**
     * After a new look at the replica while its source can't be asked: now it counts most. What was found errant stays so, and what the
     * replica itself has written since the source was last seen is errant too; what it still received from it isn't.
     *
     * @param sourceBefore what the source had executed, at least of what others had written first; null when it was never seen
     */
    Gap replicaLookedAtAlone(Look replica, @Nullable GtidSet sourceBefore) {
        if (sourceBefore == null) {
            return new Gap(null, errant);
        }
        GtidSet since = replica.gtidExecuted().minus(sourceBefore);
        GtidSet own = since.minus(since.withoutOrigin(replica.serverUuid()));
        return new Gap(null, own.isEmpty() ? errant : GtidSet.of(errant == null ? "" : errant).union(own).toString());
    }

    /** After a new look at the source, with the replica's latest look. */
    Gap sourceLookedAt(Look source, @Nullable Look replica) {
        if (replica == null || replica.seenAt().isAfter(source.startedAt())) {
            return this;
        }
        GtidSet never = replica.gtidExecuted().minus(source.gtidExecuted());
        return new Gap(behind, never.toString());
    }
}
