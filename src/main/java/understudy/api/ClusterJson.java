package understudy.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.Health;
import understudy.monitor.Verdict;
import understudy.topology.Cluster;
import understudy.topology.Policy;

/**
 * A cluster in the contract's form.
 *
 * @param operation the running one's id, or null
 * @param notes what else a change brought about, and what is still to be done; empty but in the answer to a change
 * @param diagnosis what is the matter with its source; null while the monitor doesn't know the cluster
 */
record ClusterJson(
        String name,
        List<String> databases,
        Health health,
        @Nullable String source,
        Policy policy,
        @Nullable String operation,
        List<HostStateJson> hosts,
        Instant createdAt,
        @Nullable DiagnosisJson diagnosis,
        List<Finding> notes) {

    /** What was seen, what it means, and why no automatic failover follows from it. */
    record DiagnosisJson(Verdict verdict, String summary, List<String> evidence, boolean leadsToFailover, @Nullable String whyNot,
            Instant since, boolean hostReachable) {

        static DiagnosisJson of(Diagnosis given) {
            return new DiagnosisJson(given.verdict(), given.summary(), given.evidence(), given.leadsToFailover(), given.whyNot(),
                    given.since(), given.hostReachable());
        }
    }

    /** What was declared with what was last seen of it; a cluster that the monitor doesn't know yet has only unknowns. */
    static ClusterJson of(Cluster cluster, @Nullable ClusterState state, @Nullable String operation) {
        List<HostStateJson> hosts = cluster.members().stream()
                .map(member -> state == null ? HostStateJson.unseen(member)
                        : state.host(member.host()).map(HostStateJson::of).orElseGet(() -> HostStateJson.unseen(member)))
                .toList();
        return new ClusterJson(cluster.name(), cluster.databases(), state == null ? Health.UNCONFIGURED : state.health(),
                cluster.source().orElse(null), cluster.policy(), operation, hosts, cluster.createdAt(),
                state == null ? null : DiagnosisJson.of(state.diagnosis()), List.of());
    }

    ClusterJson noting(List<Finding> changes) {
        return new ClusterJson(name, databases, health, source, policy, operation, hosts, createdAt, diagnosis, changes);
    }
}
