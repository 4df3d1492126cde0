package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.mysql.GtidSet;
import understudy.operation.OperationKind;
import understudy.topology.Cluster;
import understudy.topology.Member;

/**
 * What the {@link Gatekeeper} decides from: a snapshot, never a server.
 *
 * @param state as seen
 * @param running the operation of the cluster that isn't at its end, or null; read before {@code cluster}
 * @param cluster as declared, read after the rest: roles that an operation has just changed must be known here
 * @param sourceSeenOpenAt when this panel last saw the declared source take writes, or null
 * @param now the instant of the question
 */
record GateScene(ClusterState state, @Nullable Running running, Cluster cluster, @Nullable Instant sourceSeenOpenAt, Instant now) {

    /** A look that is older than this is no basis for opening or closing anything. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /**
     * For so long what the panel saw of the source vouches for members that can't be seen: as long as a restart takes, and too
     * short for somebody to promote one of them by hand meanwhile.
     */
    private static final Duration WATCHED = Duration.ofMinutes(1);

    /**
     * An operation that may be about to open a server.
     *
     * @param host what it is about, or null
     * @param failed whether it failed and waits to be tried again
     * @param led whether it has led the routes to its new source already
     * @param stands whether it isn't at work, but waits for somebody or to be picked up again, which may last all night
     */
    record Running(OperationKind kind, @Nullable String host, boolean failed, boolean led, boolean stands) {

        Running(OperationKind kind, @Nullable String host, boolean failed) {
            this(kind, host, failed, false, false);
        }

        /** Whether it opens this server itself, or may have done so. */
        boolean mayOpen(String server) {
            boolean opens = switch (kind) {
                case SWITCHOVER, FAILOVER -> true;
                case SETUP_REPLICA, ENROL -> !failed;
                case REJOIN, DETACH, CHECK_DATA, APPLY_POLICY, SWITCH_ROUTES, REHEARSE_ROUTES -> false;
            };
            return opens && server.equals(host);
        }
    }

    /** Whether an operation is under way that sees itself to who has the source's addresses, this host among them. */
    boolean addressesMove(String host) {
        return running != null && !running.failed() && switch (running.kind()) {
            case SWITCHOVER, FAILOVER -> !running.led() || !cluster.source().equals(Optional.ofNullable(running.host()));
            case SWITCH_ROUTES -> true;
            case REJOIN -> host.equals(running.host()) || cluster.source().equals(Optional.of(host));
            case ENROL, SETUP_REPLICA, DETACH, CHECK_DATA, APPLY_POLICY, REHEARSE_ROUTES -> false;
        };
    }

    /** Whether what is under way may be so for long. */
    boolean stands() {
        return running != null && running.stands();
    }

    /** Whether an operation is under way that moves the part of the source; one that failed opens nothing any more. */
    boolean promotionRuns() {
        return running != null && !running.failed()
                && (running.kind() == OperationKind.SWITCHOVER || running.kind() == OperationKind.FAILOVER);
    }

    /** The members that take part in replication or did, beside the declared source. */
    List<HostState> others() {
        String source = cluster.source().orElse("");
        return state.hosts().stream().filter(host -> !host.name().equals(source)).filter(host -> role(host) != Member.Role.UNCONFIGURED)
                .filter(host -> cluster.member(host.name()).isPresent()).toList();
    }

    /** As declared now, which may be newer than what was seen. */
    Member.Role role(HostState host) {
        return cluster.member(host.name()).map(Member::role).orElse(Member.Role.UNCONFIGURED);
    }

    Optional<HostState> source() {
        return cluster.source().flatMap(state::host).filter(this::fresh);
    }

    boolean fresh(HostState host) {
        Instant seen = host.seenAt();
        return host.reachable() && seen != null && seen.isAfter(now.minus(FRESH));
    }

    boolean open(HostState host) {
        return fresh(host) && Boolean.TRUE.equals(host.writable());
    }

    boolean sourceOpen() {
        return source().filter(this::open).isPresent();
    }

    /**
     * Whether the panel has watched the source until shortly before, and this member no longer than that: one that was still
     * seen when the source was gone may have been promoted before it went out of sight.
     */
    boolean watchedWithout(HostState unseen) {
        Instant open = sourceSeenOpenAt;
        Instant last = unseen.seenAt();
        return open != null && open.isAfter(now.minus(WATCHED)) && (last == null || !last.isAfter(open.plus(FRESH)));
    }

    /** What a member has executed and the source has not. */
    static GtidSet ahead(HostState member, HostState source) {
        return executed(member).minus(executed(source));
    }

    private static GtidSet executed(HostState host) {
        return host.gtidExecuted() == null ? GtidSet.empty() : GtidSet.of(host.gtidExecuted());
    }
}
