package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.replication.AwaitTransactions;
import understudy.replication.CatchUp;
import understudy.replication.DeclareRoles;
import understudy.replication.EnableEvents;
import understudy.replication.EndWriters;
import understudy.replication.FollowSource;
import understudy.replication.ForgetSource;
import understudy.replication.HandOver;
import understudy.replication.ProveWrite;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.replication.StartReplication;
import understudy.rescue.ProveTakeover;
import understudy.rescue.RepointReplicas;
import understudy.routing.RouteMove;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Policy;

/**
 * The planned change of the source, with both servers alive and nothing lost. Everything that can be done before or after the
 * outage is; the outage itself is one step, {@link HandOver}, and the point of no return is in it.
 */
@Component
class Switchover implements OperationPlanner {

    private static final long WINDOW_MILLIS = 3_000;
    private static final long PROOF_MILLIS = 30_000;

    private final Clusters clusters;
    private final Monitor monitor;
    private final Situations situations;
    private final Routes routes;

    Switchover(Clusters clusters, Monitor monitor, Situations situations, Routes routes) {
        this.clusters = clusters;
        this.monitor = monitor;
        this.situations = situations;
        this.routes = routes;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.SWITCHOVER;
    }

    @Override
    public Decision decide(OperationRequest request) {
        SwitchoverOptions options = SwitchoverOptions.of(request.options());
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        monitor.lookNow(cluster.name());
        Situation now = situations.of(cluster, request.host(), null);
        return RouteSteps.in(decide(request, options, now), (candidate, plan) ->
                RouteSteps.inSwitchover(plan, new RouteMove(cluster.name(), cluster.source().orElse(""), candidate, routes.of(cluster.name()))));
    }

    /** The decision alone. Pure. */
    static Decision decide(OperationRequest request, SwitchoverOptions options, Situation now) {
        Optional<Finding> differs = Expected.source(request, now.cluster());
        if (differs.isPresent()) {
            return new Decision.Refused(List.of(differs.get()));
        }
        List<Finding> blockers = ReadinessRules.findings(now).stream().filter(Finding::blocks).toList();
        String source = now.cluster().source().orElse(null);
        String candidate = now.candidate();
        if (!blockers.isEmpty() || source == null || candidate == null) {
            return new Decision.Refused(blockers);
        }
        return new Decision.Planned(candidate, steps(now, source, candidate, options), OnFailure.ROLL_BACK);
    }

    /** The other replicas that are seen. One that isn't must not keep the rest from going on: it is left out and can rejoin later. */
    static List<String> siblings(Situation now, String candidate) {
        return now.cluster().hosts(Member.Role.REPLICA).stream().filter(host -> !host.equals(candidate))
                .filter(host -> now.state().host(host).filter(HostState::reachable).isPresent()).toList();
    }

    private static List<PlannedStep> steps(Situation now, String source, String candidate, SwitchoverOptions options) {
        Cluster cluster = now.cluster();
        List<String> siblings = siblings(now, candidate);
        List<String> replicas = new ArrayList<>(siblings);
        replicas.addFirst(source);
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(new PlannedStep(AwaitTransactions.NAME, source,
                new AwaitTransactions.Parameters(source, options.graceMillis())));
        steps.add(new PlannedStep(CatchUp.NAME, candidate,
                new CatchUp.Parameters(source, candidate, options.catchUpTimeoutMillis())));
        steps.add(new PlannedStep(HandOver.NAME, candidate, new HandOver.Parameters(source, candidate, WINDOW_MILLIS), true));
        steps.add(new PlannedStep(DeclareRoles.NAME, null, new DeclareRoles.Parameters(cluster.name(), candidate, source,
                Member.Role.REPLICA, "Hand over")));
        // first what needs the new source alone: should the old one die just now, the new one must not be left half-made
        steps.add(new PlannedStep(ForgetSource.NAME, candidate, new ForgetSource.Parameters(candidate)));
        if (cluster.policy().bootClosed() == Policy.BootClosed.REPLICAS) {
            steps.add(new PlannedStep(SetServerOptions.NAME, candidate, boot(candidate, "OFF")));
        }
        steps.add(new PlannedStep(EnableEvents.NAME, candidate, new EnableEvents.Parameters(candidate, replicas)));
        steps.add(new PlannedStep(EndWriters.NAME, source, new EndWriters.Parameters(source)));
        steps.add(new PlannedStep(SetServerOptions.NAME, source, boot(source, "ON")));
        steps.addAll(SemiSyncSteps.stopWaiting(cluster, source));
        steps.add(new PlannedStep(FollowSource.NAME, source, new FollowSource.Parameters(cluster.name(), candidate, source)));
        steps.add(new PlannedStep(StartReplication.NAME, source, new StartReplication.Parameters(source)));
        if (!siblings.isEmpty()) {
            steps.add(new PlannedStep(RepointReplicas.NAME, null,
                    new RepointReplicas.Parameters(cluster.name(), candidate, siblings)));
        }
        steps.addAll(SemiSyncSteps.settle(cluster, candidate, replicas));
        steps.add(new PlannedStep(ProveWrite.NAME, candidate, new ProveWrite.Parameters(candidate, List.of(source), PROOF_MILLIS)));
        if (!siblings.isEmpty()) {
            steps.add(new PlannedStep(ProveTakeover.NAME, candidate, new ProveTakeover.Parameters(candidate, siblings, PROOF_MILLIS)));
        }
        return steps;
    }

    /** Who boots closed follows the roles; with {@code bootClosed: ALL} the new source keeps what it has. */
    private static ServerOptions boot(String host, String closed) {
        return new ServerOptions(host, Map.of("read_only", closed, "super_read_only", closed));
    }
}
