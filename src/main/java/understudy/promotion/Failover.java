package understudy.promotion;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.monitor.LagPoint;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.fence.FenceHook;
import understudy.routing.RouteMove;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * The change of the source when the old one is dead. What is decided here rests on the last looks; the first step proves the death
 * again before anything is changed. A source that lives is refused: that is a switchover's work.
 */
@Component
class Failover implements OperationPlanner {

    private final Clusters clusters;
    private final Monitor monitor;
    private final Situations situations;
    private final FenceHook hook;
    private final Routes routes;

    Failover(Clusters clusters, Monitor monitor, Situations situations, FenceHook hook, Routes routes) {
        this.clusters = clusters;
        this.monitor = monitor;
        this.situations = situations;
        this.hook = hook;
        this.routes = routes;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.FAILOVER;
    }

    @Override
    public Decision decide(OperationRequest request) {
        FailoverOptions options = FailoverOptions.of(request.options());
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        if (believedAlive(cluster)) {
            // only then: a dead host would keep everybody waiting for its look
            monitor.lookNow(cluster.name());
        }
        Situation now = situations.of(cluster, request.host(), null);
        return RouteSteps.in(decide(request, options, now, lagThen(now), hook.configured()), (candidate, plan) ->
                RouteSteps.inFailover(plan, new RouteMove(cluster.name(), cluster.source().orElse(""), candidate, routes.of(cluster.name()))));
    }

    private boolean believedAlive(Cluster cluster) {
        return cluster.source().flatMap(monitor::host).filter(HostState::reachable).isPresent();
    }

    /** Who would be promoted now, by what was seen last. */
    Optional<String> candidate(Cluster cluster) {
        Situation now = situations.of(cluster, null, null);
        return FailoverChoice.best(now, lagThen(now));
    }

    /** How late each replica was when the source was last seen. After that a heartbeat's age says only how long it is dead. */
    private Map<String, Long> lagThen(Situation now) {
        Map<String, Long> lags = new HashMap<>();
        Instant seenAt = now.source().map(HostState::seenAt).orElse(now.now());
        now.cluster().hosts(Member.Role.REPLICA).forEach(host -> monitor.lagHistory(host).stream()
                .filter(point -> !point.at().isAfter(seenAt)).map(LagPoint::lagMillis).filter(Objects::nonNull)
                .reduce((earlier, later) -> later).ifPresent(lag -> lags.put(host, lag)));
        return lags;
    }

    /** The decision alone. Pure. */
    static Decision decide(OperationRequest request, FailoverOptions options, Situation asked, Map<String, Long> lagThen,
            boolean hook) {
        Situation now = request.host() != null ? asked : asked.with(FailoverChoice.best(asked, lagThen).orElse(null));
        Optional<Finding> differs = Expected.source(request, now.cluster());
        if (differs.isPresent()) {
            return new Decision.Refused(List.of(differs.get()));
        }
        List<Finding> blockers = FailoverRules.findings(now, lagThen).stream().filter(Finding::blocks).toList();
        String source = now.cluster().source().orElse(null);
        String candidate = now.candidate();
        if (!blockers.isEmpty() || source == null || candidate == null) {
            return new Decision.Refused(blockers);
        }
        boolean readable = now.source().filter(HostState::sshReachable).isPresent();
        if (!readable && !hook && !options.acceptUnfenced()) {
            return new Decision.Refused(List.of(cannotFence(source)));
        }
        String name = now.cluster().name();
        return name.equals(request.confirm())
                ? new Decision.Planned(candidate, FailoverSteps.of(now, source, candidate, options), onFailure(request))
                : new Decision.NeedsConfirmation(name, whatItMeans(now, source, candidate, readable));
    }

    /** Where nobody is there to press Roll back, the replicas must not stay stopped. */
    private static OnFailure onFailure(OperationRequest request) {
        return request.requestedBy().equals(AutomaticFailover.ACTOR) ? OnFailure.ROLL_BACK : OnFailure.STOP;
    }

    private static Finding cannotFence(String source) {
        return Finding.blocker("CannotFence", source, source + " can't be fenced: its host is out of reach and no fence hook is set up.",
                "Make sure yourself that " + source + " takes no writes (switch it off, or unplug it), then type its name on the page "
                        + "under \"You have made sure of that?\" (REST: acceptUnfenced).");
    }

    private static Finding whatItMeans(Situation now, String source, String candidate, boolean readable) {
        long missing = now.seenCandidate().map(state -> Held.missing(now, state).count()).orElse(0L);
        String lost = readable ? "What it hasn't sent is fetched from its host first."
                : missing == 0 ? "Its host can't be read: what it took in its last second may be lost."
                        : "Its host can't be read: at least " + missing + " transactions would be lost.";
        return Finding.warning("FailoverReplacesSource", source, candidate + " takes over and " + source
                + " is fenced: stopped where it can be reached, and told to start closed. " + lost, "Type the cluster's name to agree.");
    }
}
