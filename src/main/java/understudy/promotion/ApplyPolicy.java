package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.options.BootClosed;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Policy;

/** Brings the servers of a cluster in line with its policy: whether commits wait for replicas, and what the source does after a restart. */
@Component
class ApplyPolicy implements OperationPlanner {

    private final Clusters clusters;
    private final Situations situations;

    ApplyPolicy(Clusters clusters, Situations situations) {
        this.clusters = clusters;
        this.situations = situations;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.APPLY_POLICY;
    }

    @Override
    public Decision decide(OperationRequest request) {
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        return decide(situations.of(cluster, null, null));
    }

    /** The decision alone. Pure. */
    static Decision decide(Situation now) {
        Cluster cluster = now.cluster();
        List<Finding> blockers = new ArrayList<>();
        String source = cluster.source().orElse(null);
        if (source == null || now.seenSource().isEmpty()) {
            blockers.add(Finding.blocker("SourceNotSeen", source, "The source can't be seen.",
                    "Bring it back, or fail over; then try again."));
        }
        List<String> replicas = cluster.hosts(Member.Role.REPLICA);
        boolean waits = cluster.policy().durability() == Policy.Durability.SEMI_SYNC;
        replicas.stream().filter(host -> waits && now.state().host(host).filter(HostState::reachable).isEmpty())
                .forEach(host -> blockers.add(Finding.blocker("ReplicaNotSeen", host, "The replica " + host + " can't be seen.",
                        "Bring it back or detach it, then try again.")));
        if (waits && replicas.size() < cluster.policy().semiSync().replicas()) {
            blockers.add(Finding.blocker("TooFewReplicas", null, "Commits shall wait for "
                    + cluster.policy().semiSync().replicas() + " replicas, and there are " + replicas.size() + ".",
                    "Make another host a replica, or let commits wait for fewer."));
        }
        if (!blockers.isEmpty() || source == null) {
            return new Decision.Refused(blockers);
        }
        List<PlannedStep> steps = new ArrayList<>(
                waits ? SemiSyncSteps.settle(cluster, source, replicas) : SemiSyncSteps.off(knowing(now)));
        boot(now, source).ifPresent(steps::add);
        return steps.isEmpty() ? new Decision.Refused(List.of(Finding.blocker("SourceClosed", source,
                "The source " + source + " refuses writes, so its option files aren't told to open it.",
                "Find out why it is closed, open it, and apply the policy again.")))
                : new Decision.Planned(source, steps, OnFailure.ROLL_BACK);
    }

    /**
     * What the source does after a restart; what it does now stays as it is. A closed source's files are left alone where they
     * would be told to open, because that would open it now.
     */
    private static Optional<PlannedStep> boot(Situation now, String source) {
        if (now.cluster().policy().bootClosed() == Policy.BootClosed.ALL) {
            return Optional.of(new PlannedStep(BootClosed.NAME, source, new BootClosed.Parameters(source, "Policy")));
        }
        boolean open = now.seenSource().map(HostState::writable).filter(Boolean.TRUE::equals).isPresent();
        return open ? Optional.of(new PlannedStep(SetServerOptions.NAME, source,
                new ServerOptions(source, Map.of("read_only", "OFF", "super_read_only", "OFF")))) : Optional.empty();
    }

    /** The members whose servers have the plugins; the source first, so that nobody waits for a replica that says nothing. */
    private static List<String> knowing(Situation now) {
        return now.state().hosts().stream()
                .filter(host -> host.reachable() && host.settings().containsKey(SemiSyncSteps.SOURCE_WAITS))
                .sorted((a, b) -> Boolean.compare(b.role() == Member.Role.SOURCE, a.role() == Member.Role.SOURCE))
                .map(HostState::name).toList();
    }
}
