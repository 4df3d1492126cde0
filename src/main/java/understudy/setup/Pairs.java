package understudy.setup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationRequest;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Member.Role;

/** Finds the source and the replica that a request is about, and what was last seen of both. */
@Component
final class Pairs {

    private final Clusters clusters;
    private final Hosts hosts;
    private final Monitor monitor;

    Pairs(Clusters clusters, Hosts hosts, Monitor monitor) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.monitor = monitor;
    }

    /** @throws Problem when the cluster, its source or the host isn't there, or the host can't be its replica */
    Pair of(OperationRequest request) {
        Cluster cluster = clusters.get(name(request.cluster()));
        String source = cluster.source().orElseThrow(() -> new Problem(Finding.blocker("SourceMissing", null,
                "The cluster " + cluster.name() + " has no declared source.", "Declare which host takes the writes.")));
        requireExpected(request, source);
        String replica = replica(cluster, request.host());
        if (replica.equals(source)) {
            throw new Problem(Finding.blocker("HostIsSource", source, source + " is the source of " + cluster.name()
                    + "; it can't follow itself.", "Choose another host."));
        }
        requireFree(cluster, replica);
        // what was seen a while ago may be mended by now
        monitor.lookNow(cluster.name());
        List<Host> others = hosts.all().stream().filter(host -> !host.name().equals(source) && !host.name().equals(replica)).toList();
        return requireNoReplicas(new Pair(cluster, hosts.get(source), hosts.get(replica), seen(source), seen(replica), others,
                silent(others)));
    }

    /** @throws Problem SourceNotExpected when the caller believes in another source */
    static void requireExpected(OperationRequest request, String source) {
        if (request.expectedSource() != null && !request.expectedSource().equals(source)) {
            throw new Problem(Finding.blocker("SourceNotExpected", source, "The source is " + source + ", not "
                    + request.expectedSource() + ".", "Look at the cluster again."));
        }
    }

    private static String name(@Nullable String cluster) {
        if (cluster == null) {
            throw new Problem(Finding.blocker("ClusterMissing", null, "No cluster was named.", "Name the cluster."));
        }
        return cluster;
    }

    private static String replica(Cluster cluster, @Nullable String wished) {
        if (wished != null) {
            return wished;
        }
        List<String> waiting = cluster.members().stream()
                .filter(member -> member.role() == Role.UNCONFIGURED || member.role() == Role.UNUSABLE).map(Member::host).toList();
        if (waiting.size() == 1) {
            return waiting.getFirst();
        }
        throw new Problem(Finding.blocker("HostMissing", null, "No host was named, and "
                + (waiting.isEmpty() ? "none waits to be set up." : "several wait to be set up: " + String.join(", ", waiting) + "."),
                "Name the host that is to become a replica."));
    }

    private void requireFree(Cluster cluster, String host) {
        Optional<Cluster> other = clusters.ofHost(host).filter(found -> !found.name().equals(cluster.name()));
        if (other.isPresent()) {
            throw new Problem(Finding.blocker("HostInOtherCluster", host, host + " belongs to the cluster " + other.get().name() + ".",
                    "Take it out of that cluster first."));
        }
    }

    private Pair requireNoReplicas(Pair pair) {
        String name = pair.replica().name();
        List<String> followers = pair.others().stream().filter(host -> {
            HostState.Replication replication = Optional.ofNullable(seen(host.name())).map(HostState::replication).orElse(null);
            return replication != null && (replication.sourceHost().equals(name)
                    || replication.sourceHost().equals(pair.replica().replicationAddress()));
        }).map(Host::name).toList();
        if (!followers.isEmpty()) {
            throw new Problem(Finding.blocker("ReplicaHasReplicas", name, String.join(", ", followers) + " follow(s) " + name + ".",
                    "Let them follow another source first."));
        }
        return pair;
    }

    /** Those that were looked at and gave no answer. */
    private Set<String> silent(List<Host> others) {
        return others.stream().map(Host::name).filter(name -> {
            HostState state = seen(name);
            return state != null && state.lookedAt() != null && !state.reachable();
        }).collect(Collectors.toSet());
    }

    private @Nullable HostState seen(String host) {
        return monitor.host(host).orElse(null);
    }
}
