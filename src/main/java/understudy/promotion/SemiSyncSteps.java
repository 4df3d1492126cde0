package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import understudy.operation.PlannedStep;
import understudy.options.InstallSemiSync;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.replication.AcknowledgeCommits;
import understudy.replication.ProveSemiSync;
import understudy.topology.Cluster;
import understudy.topology.Policy;

/**
 * What makes commits wait for replicas, as the policy wants it. The replicas first: a source that waits for nobody would keep its
 * writers waiting for the whole timeout.
 */
final class SemiSyncSteps {

    static final String SOURCE_WAITS = "rpl_semi_sync_source_enabled";
    private static final String REPLICA_SAYS = "rpl_semi_sync_replica_enabled";

    private SemiSyncSteps() {
    }

    /** After a change of roles, or of the policy: the members play these parts now. Empty where commits don't wait. */
    static List<PlannedStep> settle(Cluster cluster, String source, List<String> replicas) {
        if (cluster.policy().durability() != Policy.Durability.SEMI_SYNC) {
            return List.of();
        }
        Policy.SemiSync wish = cluster.policy().semiSync();
        List<PlannedStep> steps = new ArrayList<>();
        Stream.concat(Stream.of(source), replicas.stream()).forEach(host ->
                steps.add(new PlannedStep(InstallSemiSync.NAME, host, new InstallSemiSync.Parameters(host))));
        for (String replica : replicas) {
            steps.add(options(replica, Map.of(SOURCE_WAITS, "OFF", REPLICA_SAYS, "ON")));
            steps.add(new PlannedStep(AcknowledgeCommits.NAME, replica, new AcknowledgeCommits.Parameters(replica)));
        }
        if (replicas.size() < wish.replicas()) {
            return steps;
        }
        steps.add(options(source, Map.of(SOURCE_WAITS, "ON", REPLICA_SAYS, "ON",
                "rpl_semi_sync_source_timeout", Long.toString(wish.timeoutMillis()),
                "rpl_semi_sync_source_wait_for_replica_count", Integer.toString(wish.replicas()),
                "rpl_semi_sync_source_wait_no_replica", "ON",
                "rpl_semi_sync_source_wait_point", "AFTER_SYNC")));
        steps.add(new PlannedStep(ProveSemiSync.NAME, source, new ProveSemiSync.Parameters(source, wish.replicas())));
        return steps;
    }

    /**
     * Before a server that was a source follows another: what it executes then must not wait for anybody. Empty where commits
     * never waited.
     */
    static List<PlannedStep> stopWaiting(Cluster cluster, String oldSource) {
        return cluster.policy().durability() != Policy.Durability.SEMI_SYNC ? List.of() : List.of(
                new PlannedStep(InstallSemiSync.NAME, oldSource, new InstallSemiSync.Parameters(oldSource)),
                options(oldSource, Map.of(SOURCE_WAITS, "OFF", REPLICA_SAYS, "ON")));
    }

    /** Commits on these servers don't wait any more. */
    static List<PlannedStep> off(List<String> hosts) {
        return hosts.stream().map(host -> options(host, Map.of(SOURCE_WAITS, "OFF", REPLICA_SAYS, "OFF"))).toList();
    }

    private static PlannedStep options(String host, Map<String, String> values) {
        return new PlannedStep(SetServerOptions.NAME, host, new ServerOptions(host, values));
    }
}
