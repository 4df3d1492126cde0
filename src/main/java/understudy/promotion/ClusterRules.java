package understudy.promotion;

import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Member;

/** What can be said of the cluster as a whole, and of the panel itself. */
final class ClusterRules {

    private ClusterRules() {
    }

    static List<Rule> all() {
        return List.of(ClusterRules::otherWriter, ClusterRules::replicaUnseen, ClusterRules::replicaErrant,
                ClusterRules::operationRuns,
                ClusterRules::panelOnMember);
    }

    /** Whoever is not the source and takes writes, the candidate or a third one. */
    static Optional<Finding> otherWriter(Situation now) {
        String source = now.cluster().source().orElse("");
        return now.state().hosts().stream()
                .filter(host -> !host.name().equals(source) && Boolean.TRUE.equals(host.writable()) && counts(host))
                .findFirst()
                .map(host -> Finding.blocker("OtherServerWritable", host.name(),
                        host.name() + " takes writes too, although it is not the source.",
                        "Close it (SET GLOBAL super_read_only=ON) and look for transactions of its own."));
    }

    /** A host that was never set up holds no data of the cluster; as a candidate it is refused by another rule. */
    private static boolean counts(HostState host) {
        return switch (host.role()) {
            case SOURCE, REPLICA, DETACHED, UNUSABLE -> true;
            case UNCONFIGURED -> host.replication() != null;
        };
    }

    /** A third member that nobody sees: nobody knows what it does, and it can't be told to follow the new source. */
    static Optional<Finding> replicaUnseen(Situation now) {
        return now.cluster().hosts(Member.Role.REPLICA).stream()
                .filter(host -> !host.equals(now.candidate()))
                .filter(host -> now.state().host(host).filter(HostState::reachable).isEmpty())
                .findFirst()
                .map(host -> Finding.warning("ReplicaNotSeen", host,
                        "The replica " + host + " can't be seen: whether it takes writes isn't known, and it can't be told to "
                                + "follow the new source.",
                        "Bring it back first if you can. Without it the switchover goes on; it can rejoin later."));
    }

    /** A third member with transactions of its own: it can't follow anybody. */
    static Optional<Finding> replicaErrant(Situation now) {
        return now.cluster().hosts(Member.Role.REPLICA).stream().filter(host -> !host.equals(now.candidate()))
                .filter(host -> now.state().host(host).map(HostState::replication).map(HostState.Replication::errant)
                        .filter(errant -> !errant.isEmpty()).isPresent())
                .findFirst()
                .map(host -> Finding.warning("ReplicaCannotFollow", host,
                        "The replica " + host + " has transactions of its own and couldn't follow the new source.",
                        "It would be left out. Let it rejoin: that shows what only it has."));
    }

    static Optional<Finding> operationRuns(Situation now) {
        return Optional.ofNullable(now.runningOperation()).map(id -> Finding.blocker("OperationRunning", null,
                "Operation " + id + " of this cluster is not at its end.", "Wait for it, or cancel it."));
    }

    static Optional<Finding> panelOnMember(Situation now) {
        return Optional.ofNullable(now.panelHost()).map(host -> Finding.warning("PanelOnMember", host,
                "The panel runs on " + host + ", a member of the cluster: if that machine goes, the panel goes with it.",
                "Run it on a third machine."));
    }
}
