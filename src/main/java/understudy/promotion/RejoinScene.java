package understudy.promotion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.HostState;
import understudy.mysql.PanelPrivileges;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Member;

/**
 * What a rejoin is decided from: a snapshot, never a server.
 *
 * @param cluster as declared
 * @param state as seen
 * @param hosts the members as enrolled
 * @param wished the host that was named, or null
 */
record RejoinScene(Cluster cluster, ClusterState state, List<Host> hosts, @Nullable String wished) {

    RejoinScene {
        hosts = List.copyOf(hosts);
    }

    /** The named host; without a name the one that was taken out of replication, when there is one. */
    Optional<String> host() {
        List<String> detached = cluster.hosts(Member.Role.DETACHED);
        return wished != null ? Optional.of(wished) : detached.size() == 1 ? Optional.of(detached.getFirst()) : Optional.empty();
    }

    Optional<HostState> seen(String host) {
        return state.host(host);
    }

    boolean writable(String host) {
        return seen(host).map(HostState::writable).filter(Boolean.TRUE::equals).isPresent();
    }

    /** Members that follow this host. */
    List<String> followersOf(String host) {
        return state.hosts().stream().filter(member -> Optional.ofNullable(member.replication())
                .map(HostState.Replication::sourceHost).filter(host::equals).isPresent()).map(HostState::name).toList();
    }

    /** Where the other members come from when they replicate from this one. */
    List<String> clientsOf(String host) {
        return hosts.stream().filter(other -> !other.name().equals(host)).map(Host::replicationAddress).distinct().toList();
    }

    String address(String host) {
        return hosts.stream().filter(member -> member.name().equals(host)).map(Host::replicationAddress).findFirst().orElse(host);
    }

    /** The databases on a host that a new copy would replace, with their sizes as far as they are known. */
    Map<String, Long> atStake(String host, String source) {
        Set<String> names = new TreeSet<>(databases(host).keySet());
        names.addAll(databases(source).keySet());
        names.addAll(cluster.databases());
        names.remove(PanelPrivileges.DATABASE);
        Map<String, Long> sizes = new LinkedHashMap<>();
        names.forEach(name -> sizes.put(name, databases(host).getOrDefault(name, 0L)));
        return sizes;
    }

    private Map<String, Long> databases(String host) {
        return hosts.stream().filter(member -> member.name().equals(host)).findFirst().map(Host::facts)
                .map(HostFacts::databases).orElse(Map.of());
    }
}
