package understudy.promotion;

import java.util.Optional;
import understudy.finding.Finding;
import understudy.operation.OperationRequest;
import understudy.topology.Cluster;

/** A caller may name the source that it believes in; a change that finds another one refuses. */
final class Expected {

    private Expected() {
    }

    static Optional<Finding> source(OperationRequest request, Cluster cluster) {
        String expected = request.expectedSource();
        String source = cluster.source().orElse("nobody");
        return expected == null || expected.equals(source) ? Optional.empty()
                : Optional.of(Finding.blocker("SourceDiffers", source, "The source is " + source + ", not " + expected + " as expected.",
                        "Someone has switched over before. Look at the cluster before deciding anew."));
    }
}
