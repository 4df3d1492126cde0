package understudy.topology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is to be run; names as in the REST contract, times in milliseconds.
 *
 * @param durability whether commits wait for a replica
 * @param automaticFailover whether the panel may fail over by itself
 * @param acceptUnfenced whether an automatic failover may go on when the old source can't be fenced
 * @param bootClosed which servers refuse writes after a restart
 * @param maxLagMillis more than this, and a replica isn't ready to be promoted
 * @param failoverCooldownMillis at least this long between two automatic failovers
 * @param maintenance while true the panel does nothing by itself
 * @param semiSync how long a commit waits for how many replicas, where the durability is SEMI_SYNC
 */
public record Policy(
        Durability durability,
        boolean automaticFailover,
        boolean acceptUnfenced,
        BootClosed bootClosed,
        long maxLagMillis,
        long failoverCooldownMillis,
        boolean maintenance,
        @Nullable SemiSync semiSync) {

    /** What a new cluster starts with. */
    public static final Policy DEFAULT =
            new Policy(Durability.ASYNC, false, false, BootClosed.REPLICAS, 10_000, 3_600_000, false);

    public Policy(Durability durability, boolean automaticFailover, boolean acceptUnfenced, BootClosed bootClosed,
            long maxLagMillis, long failoverCooldownMillis, boolean maintenance) {
        this(durability, automaticFailover, acceptUnfenced, bootClosed, maxLagMillis, failoverCooldownMillis, maintenance,
                SemiSync.USUAL);
    }

    public Policy {
        // a policy that was stored before there were any has none
        semiSync = semiSync == null ? SemiSync.USUAL : semiSync;
        if (maxLagMillis < 0 || failoverCooldownMillis < 0) {
            throw new IllegalArgumentException("times of a policy can't be negative");
        }
    }

    /** Never null: the usual settings where none were chosen. */
    @Override
    public SemiSync semiSync() {
        return Objects.requireNonNull(semiSync);
    }

    public Policy withSemiSync(SemiSync chosen) {
        return new Policy(durability, automaticFailover, acceptUnfenced, bootClosed, maxLagMillis, failoverCooldownMillis,
                maintenance, chosen);
    }

    /**
     * How a source waits for its replicas before it tells a writer that a commit is done.
     *
     * @param replicas how many must have it
     * @param timeoutMillis after this long without them the source goes on alone, unprotected, until they are back; the longer,
     *     the safer and the longer writers wait when a replica is lost
     */
    public record SemiSync(int replicas, long timeoutMillis) {

        /** One replica; ten seconds, as the server itself has it. */
        public static final SemiSync USUAL = new SemiSync(1, 10_000);

        public SemiSync {
            if (replicas < 1 || replicas > 64 || timeoutMillis < 100 || timeoutMillis > 4_294_967_295L) {
                throw new IllegalArgumentException("semi-sync waits for 1 to 64 replicas, and from 100 ms up");
            }
        }
    }

    /** Whether a commit waits until a replica has it. */
    public enum Durability { ASYNC, SEMI_SYNC }

    /** Which servers boot closed. */
    public enum BootClosed { REPLICAS, ALL }
}
