package understudy.api;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.api.ClustersApi.PolicyPatch;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.Monitor;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.promotion.PolicyDesk;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** What an admin declares about clusters; each act is recorded. Touches no server. */
@Component
class ClusterDesk {

    private final Clusters clusters;
    private final Hosts hosts;
    private final Monitor monitor;
    private final Operations operations;
    private final Audit audit;
    private final PolicyDesk policies;
    private final Clock clock;

    ClusterDesk(Clusters clusters, Hosts hosts, Monitor monitor, Operations operations, Audit audit, PolicyDesk policies,
            Clock clock) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.monitor = monitor;
        this.operations = operations;
        this.audit = audit;
        this.policies = policies;
        this.clock = clock;
    }

    ClusterJson shown(Cluster cluster) {
        return ClusterJson.of(cluster, monitor.cluster(cluster.name()).orElse(null),
                operations.running(cluster.name()).map(OperationView::id).orElse(null));
    }

    /** Declares a cluster; its replicas are still to be set up. */
    ClusterJson add(String name, List<String> databases, String source, List<String> replicas, Actor actor) {
        return declare(name, databases, source, replicas, Member.Role.UNCONFIGURED, actor, "cluster.add");
    }

    /** Declares a cluster that replicates already. */
    ClusterJson adopt(String name, List<String> databases, String source, List<String> replicas, Actor actor) {
        return declare(name, databases, source, replicas, Member.Role.REPLICA, actor, "cluster.adopt");
    }

    private ClusterJson declare(String name, List<String> databases, String source, List<String> replicas, Member.Role replicaIs,
            Actor actor, String action) {
        List<Member> members = new ArrayList<>(List.of(new Member(source, Member.Role.SOURCE)));
        replicas.forEach(replica -> members.add(new Member(replica, replicaIs)));
        try {
            clusters.add(declared(name, databases, members));
        } catch (Problem refused) {
            audit.record(actor, action, name, "refused: " + refused.finding().code());
            throw refused;
        }
        audit.record(actor, action, name, "done: source " + source + ", replicas " + replicas);
        monitor.lookNow(name);
        return shown(clusters.get(name));
    }

    private Cluster declared(String name, List<String> databases, List<Member> members) {
        clusters.requireDeclarable(name, databases);
        members.forEach(member -> requireEnrolled(member.host()));
        return Malformed.checked(() -> Cluster.declared(name, databases, members, clock.instant()));
    }

    ClusterJson change(String name, PolicyPatch patch, Actor actor) {
        PolicyDesk.Changed changed = policies.change(name, policy -> Malformed.checked(() -> patch.on(policy)),
                patch.bootClosed() != null, actor);
        return shown(changed.cluster()).noting(changed.notes());
    }

    void forget(String name, Actor actor) {
        clusters.get(name);
        operations.running(name).ifPresent(running -> {
            throw new Problem(Finding.blocker("OperationRunning", null, "The operation " + running.id() + " is not at its end.",
                    "Wait for it, or end it first."));
        });
        clusters.remove(name);
        audit.record(actor, "cluster.remove", name, "done");
    }

    private void requireEnrolled(String name) {
        Host host = hosts.find(name).orElseThrow(() -> new Problem(Finding.blocker("HostMissing", name,
                "There is no host " + name + ".", "Add and enrol it first.")));
        if (!host.enrolled()) {
            throw new Problem(Finding.blocker("HostNotEnrolled", name, "The host " + name + " isn't enrolled yet.",
                    "POST /api/v1/hosts/" + name + "/enrolment first."));
        }
    }
}
