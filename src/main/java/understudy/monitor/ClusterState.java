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
 */
public record ClusterState(
        String cluster, long version, Health health, @Nullable String source, List<HostState> hosts, Instant at) {

    public ClusterState {
        hosts = List.copyOf(hosts);
    }

    public Optional<HostState> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
