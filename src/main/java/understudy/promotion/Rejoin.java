package understudy.promotion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.routing.RouteMove;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/**
 * The way back of an old source, or of any member that left replication: closed and proven first, then compared, and where
 * nothing is lost by it, made to follow. What only it has is kept as a file and shown; nothing is thrown away without the typed name.
 */
@Component
class Rejoin implements OperationPlanner {

    private final Clusters clusters;
    private final Hosts hosts;
    private final Monitor monitor;
    private final Routes routes;

    Rejoin(Clusters clusters, Hosts hosts, Monitor monitor, Routes routes) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.monitor = monitor;
        this.routes = routes;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.REJOIN;
    }

    @Override
    public Decision decide(OperationRequest request) {
        RejoinOptions options = RejoinOptions.of(request.options());
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        monitor.lookNow(cluster.name());
        ClusterState state = monitor.cluster(cluster.name())
                .orElseGet(() -> new ClusterState(cluster.name(), 0, Health.DEGRADED, null, List.of(), java.time.Instant.EPOCH));
        List<Host> members = cluster.members().stream().map(Member::host).map(hosts::find).flatMap(Optional::stream).toList();
        return RouteSteps.in(decide(request, options, new RejoinScene(cluster, state, members, request.host())), (host, plan) ->
                RouteSteps.inRejoin(plan, new RouteMove(cluster.name(), host, cluster.source().orElse(""), routes.of(cluster.name()))));
    }

    /** The decision alone. Pure. */
    static Decision decide(OperationRequest request, RejoinOptions options, RejoinScene scene) {
        Optional<Finding> differs = Expected.source(request, scene.cluster());
        if (differs.isPresent()) {
            return new Decision.Refused(List.of(differs.get()));
        }
        if (scene.host().isEmpty()) {
            return new Decision.Refused(List.of(RejoinRefusals.noHost(scene)));
        }
        String host = scene.host().get();
        List<Finding> refusals = RejoinRefusals.of(scene, host);
        if (!refusals.isEmpty()) {
            return new Decision.Refused(refusals);
        }
        String source = scene.cluster().source().orElseThrow();
        if (options.mayCopy() && !host.equals(request.confirm())) {
            return new Decision.NeedsConfirmation(host, loss(scene, options, host, source));
        }
        return new Decision.Planned(host, new RejoinSteps(scene, options, source, host).all(), OnFailure.STOP);
    }

    private static Finding loss(RejoinScene scene, RejoinOptions options, String host, String source) {
        String databases = scene.atStake(host, source).entrySet().stream().map(Rejoin::sized).collect(Collectors.joining(", "));
        String errant = options.discardErrant()
                ? " Transactions that only " + host + " has are kept as a file of the panel first, and then discarded." : "";
        String when = options.recopy() ? "are replaced" : "are replaced if " + host + " has transactions of its own";
        return Finding.warning("DataReplaced", host,
                "The databases on " + host + " " + when + " by a copy of " + source + ": " + databases + "." + errant,
                "Type " + host + " to agree.");
    }

    private static String sized(Map.Entry<String, Long> database) {
        return database.getKey() + (database.getValue() == 0 ? "" : " (" + Math.max(1, database.getValue() / 1_000_000) + " MB)");
    }
}
