package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Policy;

/** Changes a cluster's policy, with what follows from it: what a server does after a restart stands in its option files. */
@Component
public class PolicyDesk {

    private final Clusters clusters;
    private final Operations operations;
    private final Audit audit;

    PolicyDesk(Clusters clusters, Operations operations, Audit audit) {
        this.clusters = clusters;
        this.operations = operations;
        this.audit = audit;
    }

    /**
     * A changed policy.
     *
     * @param cluster as it is now
     * @param notes what was changed along with it, and what is still to be done; sentences with their remedy
     */
    public record Changed(Cluster cluster, List<Finding> notes) {

        public Changed {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Changes it. Whoever switches automatic failover on gets {@code bootClosed: ALL} with it, unless the same wish says otherwise:
     * then a source that returns from the dead can't take a write.
     *
     * @param bootClosedChosen whether the wish itself names {@code bootClosed}
     */
    public Changed change(String name, UnaryOperator<Policy> wish, boolean bootClosedChosen, Actor actor) {
        Policy before = clusters.get(name).policy();
        Cluster cluster = clusters.change(name, stored -> stored.withPolicy(wished(stored.policy(), wish, bootClosedChosen)));
        Policy now = cluster.policy();
        audit.record(actor, "cluster.change-policy", name, "done: " + now);
        List<Finding> notes = new ArrayList<>();
        if (now.bootClosed() != before.bootClosed() && !bootClosedChosen) {
            notes.add(Finding.info("BootClosedWithAutomaticFailover", null, "With automatic failover every server boots closed (bootClosed ALL): "
                    + "a source that returns from the dead can't take a write, and the panel opens the right one after its restart."));
        }
        if (concernsServers(before, now)) {
            applied(cluster, actor, notes);
        }
        return new Changed(cluster, notes);
    }

    private static boolean concernsServers(Policy before, Policy now) {
        boolean waits = now.durability() == Policy.Durability.SEMI_SYNC;
        return now.bootClosed() != before.bootClosed() || now.durability() != before.durability()
                || waits && !now.semiSync().equals(before.semiSync());
    }

    private static Policy wished(Policy old, UnaryOperator<Policy> wish, boolean bootClosedChosen) {
        Policy now = wish.apply(old);
        boolean switchedOn = now.automaticFailover() && !old.automaticFailover();
        return !switchedOn || bootClosedChosen ? now : new Policy(now.durability(), true, now.acceptUnfenced(), Policy.BootClosed.ALL,
                now.maxLagMillis(), now.failoverCooldownMillis(), now.maintenance(), now.semiSync());
    }

    private void applied(Cluster cluster, Actor actor, List<Finding> notes) {
        if (cluster.hosts(Member.Role.REPLICA).isEmpty()) {
            // the set-up of the first replica writes the source's options anyhow
            return;
        }
        StartResult result = operations.start(new OperationRequest(OperationKind.APPLY_POLICY, cluster.name(), null, Pace.AUTO, null, null,
                Map.of(), actor));
        switch (result) {
            case StartResult.Started started -> notes.add(Finding.info("PolicyBeingApplied", null,
                    "The servers are being brought in line with it: operation " + started.id() + "."));
            case StartResult.AlreadyRunning other -> notes.add(notYet(cluster, "Operation " + other.id() + " is under way."));
            case StartResult.Refused refused -> notes.add(notYet(cluster, refused.findings().getFirst().message()));
            case StartResult.NotFound none -> notes.add(notYet(cluster, none.finding().message()));
            case StartResult.NeedsConfirmation never -> notes.add(notYet(cluster, never.finding().message()));
        }
    }

    /** Names the source, on whose page of the cluster the policy can be applied. */
    private static Finding notYet(Cluster cluster, String why) {
        return Finding.warning("PolicyNotApplied", cluster.source().orElse(null), "The policy is saved, but the servers weren't brought in line "
                + "with it: " + why, "Press Apply the policy (REST: start APPLY_POLICY) as soon as nothing stands in its way; until then the "
                + "servers follow the old policy. Saving it once more changes nothing.").fixedBy("apply-policy");
    }
}
