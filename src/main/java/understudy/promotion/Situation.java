package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.topology.Cluster;

/**
 * Everything that the rules of {@link ReadinessRules} may look at: a snapshot, never a server.
 *
 * @param cluster as declared
 * @param state as seen
 * @param candidate the replica in question, or null when there is none
 * @param now the instant of the question
 * @param panelHost the member whose machine the panel runs on, or null
 * @param runningOperation the id of the cluster's running operation, or null
 */
record Situation(
        Cluster cluster,
        ClusterState state,
        @Nullable String candidate,
        Instant now,
        @Nullable String panelHost,
        @Nullable String runningOperation) {

    /** A look that is older than this is no basis for a promotion. */
    static final Duration STALE = Duration.ofSeconds(10);

    Optional<HostState> source() {
        return cluster.source().flatMap(state::host);
    }

    /** The source, when it is seen now. */
    Optional<HostState> seenSource() {
        return source().filter(HostState::reachable);
    }

    Optional<HostState> candidateState() {
        return Optional.ofNullable(candidate).flatMap(state::host);
    }

    /** The candidate, when it is seen now. */
    Optional<HostState> seenCandidate() {
        return candidateState().filter(HostState::reachable);
    }

    /** What the candidate follows, when it is seen now and follows. */
    Optional<HostState.Replication> channel() {
        return seenCandidate().map(HostState::replication);
    }

    /** Source and candidate, as far as they are seen. */
    List<HostState> seenPair() {
        return Stream.of(seenSource(), seenCandidate()).flatMap(Optional::stream).toList();
    }

    Situation with(@Nullable String otherCandidate) {
        return new Situation(cluster, state, otherCandidate, now, panelHost, runningOperation);
    }

    static String setting(HostState host, String name) {
        return host.settings().getOrDefault(name, "");
    }
}
