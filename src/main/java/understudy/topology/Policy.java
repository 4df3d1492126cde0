package understudy.topology;

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
 */
public record Policy(
        Durability durability,
        boolean automaticFailover,
        boolean acceptUnfenced,
        BootClosed bootClosed,
        long maxLagMillis,
        long failoverCooldownMillis,
        boolean maintenance) {

    /** What a new cluster starts with. */
    public static final Policy DEFAULT =
            new Policy(Durability.ASYNC, false, false, BootClosed.REPLICAS, 10_000, 3_600_000, false);

    public Policy {
        if (maxLagMillis < 0 || failoverCooldownMillis < 0) {
            throw new IllegalArgumentException("times of a policy can't be negative");
        }
    }

    /** Whether a commit waits until a replica has it. */
    public enum Durability { ASYNC, SEMI_SYNC }

    /** Which servers boot closed. */
    public enum BootClosed { REPLICAS, ALL }
}
