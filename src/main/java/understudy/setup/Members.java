package understudy.setup;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationRequest;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/** Finds the replica that a request is about. */
@Component
final class Members {

    private final Clusters clusters;

    Members(Clusters clusters) {
        this.clusters = clusters;
    }

    /** A replica and its source. */
    record Follower(Cluster cluster, String source, String replica) {
    }

    /** @throws Problem when there is no such cluster, source or replica, the source isn't the expected one, or an option was given */
    Follower follower(OperationRequest request) {
        if (!request.options().isEmpty()) {
            throw problem("OptionUnknown", "This operation has no options.", "Leave them out.");
        }
        String name = request.cluster();
        if (name == null) {
            throw problem("ClusterMissing", "No cluster was named.", "Name the cluster.");
        }
        Cluster cluster = clusters.get(name);
        String replica = request.host();
        if (replica == null) {
            throw problem("HostMissing", "No host was named.", "Name the replica.");
        }
        String source = cluster.source().orElseThrow(() -> problem("SourceMissing",
                "The cluster " + name + " has no declared source.", "Declare which host takes the writes."));
        Pairs.requireExpected(request, source);
        if (cluster.member(replica).isEmpty() || replica.equals(source)) {
            throw problem("NotAReplica", replica + " is no replica of the cluster " + name + ".", "Name one of its replicas.");
        }
        return new Follower(cluster, source, replica);
    }

    private static Problem problem(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
