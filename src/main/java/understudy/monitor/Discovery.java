package understudy.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * Finds out what replicates with what, starting at one enrolled host. Every enrolled host is watched already, so it reads what
 * was seen and asks no server again.
 */
@Component
public class Discovery {

    private final Monitor monitor;
    private final Hosts hosts;

    Discovery(Monitor monitor, Hosts hosts) {
        this.monitor = monitor;
        this.hosts = hosts;
    }

    /**
     * What was found.
     *
     * @param source the host that the others follow: its name, or its address when it isn't enrolled; null when nobody
     *     replicates
     * @param replicas the enrolled hosts that follow it
     * @param findings what stands in the way of making a cluster of it (an unknown source), or ought to be known
     */
    public record Discovered(@Nullable String source, List<String> replicas, List<Finding> findings) {

        public Discovered {
            replicas = List.copyOf(replicas);
            findings = List.copyOf(findings);
        }
    }

    /** Looks around, starting at this host. */
    public Discovered from(String host) {
        List<HostState> seen = hosts.all().stream().map(Host::name).map(monitor::host).flatMap(Optional::stream).toList();
        return from(host, seen);
    }

    static Discovered from(String host, List<HostState> seen) {
        Optional<HostState> start = seen.stream().filter(state -> state.name().equals(host)).findFirst();
        if (start.isEmpty() || !start.get().reachable()) {
            return new Discovered(null, List.of(), List.of(Finding.blocker("HostNotSeen", host,
                    host + " can't be seen now, so nothing can be said of what it replicates with.",
                    "Enrol it first, or mend its connection.")));
        }
        HostState.Replication follows = start.get().replication();
        String source = follows == null ? host : follows.sourceHost();
        List<String> replicas = seen.stream().filter(state -> isReplicaOf(state, source)).map(HostState::name).toList();
        if (replicas.isEmpty()) {
            return new Discovered(null, List.of(), List.of(Finding.info("NothingReplicates", host,
                    host + " follows nobody, and no enrolled host follows it.")));
        }
        return new Discovered(source, replicas, findings(source, seen));
    }

    private static boolean isReplicaOf(HostState state, String source) {
        HostState.Replication replication = state.replication();
        return replication != null && replication.sourceHost().equals(source);
    }

    private static List<Finding> findings(String source, List<HostState> seen) {
        List<Finding> findings = new ArrayList<>();
        Optional<HostState> known = seen.stream().filter(state -> state.name().equals(source)).findFirst();
        if (known.isEmpty()) {
            findings.add(Finding.blocker("SourceNotEnrolled", null, "The source " + source + " is no enrolled host.",
                    "Add and enrol it, then discover again."));
        } else if (known.get().replication() != null) {
            findings.add(Finding.warning("ChainedReplication", source,
                    source + " is itself a replica; only this link of the chain was looked at.",
                    "Discover from the first source instead."));
        }
        return findings;
    }
}
