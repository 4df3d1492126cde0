package understudy.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest looks at all members of a cluster, taken together. Immutable.
 *
 * @param cluster its name
 * @param version grows by one with each change
 * @param health in a word
 * @param source the declared source's host, or null
 * @param hosts one a member, in the declared order
 * @param at when the newest look ended
 * @param diagnosis what is the matter with the source
 */
public record ClusterState(
        String cluster, long version, Health health, @Nullable String source, List<HostState> hosts, Instant at,
        Diagnosis diagnosis) {

    public ClusterState {
        hosts = List.copyOf(hosts);
    }

    /** Without a diagnosis, for what nobody has looked at. */
    public ClusterState(String cluster, long version, Health health, @Nullable String source, List<HostState> hosts, Instant at) {
        this(cluster, version, health, source, hosts, at, Diagnosis.unknown(cluster, source, at));
    }

    public Optional<HostState> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
