package understudy.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.topology.Cluster;
import understudy.topology.Policy;

/** A cluster in the contract's form. @param operation the running one's id, or null */
record ClusterJson(
        String name,
        List<String> databases,
        Health health,
        @Nullable String source,
        Policy policy,
        @Nullable String operation,
        List<HostStateJson> hosts,
        Instant createdAt) {

    /** What was declared with what was last seen of it; a cluster that the monitor doesn't know yet has only unknowns. */
    static ClusterJson of(Cluster cluster, @Nullable ClusterState state, @Nullable String operation) {
        List<HostStateJson> hosts = cluster.members().stream()
                .map(member -> state == null ? HostStateJson.unseen(member)
                        : state.host(member.host()).map(HostStateJson::of).orElseGet(() -> HostStateJson.unseen(member)))
                .toList();
        return new ClusterJson(cluster.name(), cluster.databases(), state == null ? Health.UNCONFIGURED : state.health(),
                cluster.source().orElse(null), cluster.policy(), operation, hosts, cluster.createdAt());
    }
}
