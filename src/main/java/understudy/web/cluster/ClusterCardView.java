package understudy.web.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.web.OperationBrief;

/**
 * A cluster on the page of all clusters.
 *
 * @param running what is being done, or null
 * @param promoted the last promotion, or null
 * @param old whether the newest look is too long ago to be believed
 */
record ClusterCardView(
        String name, HealthView health, @Nullable String source, List<String> replicas, LagView lag,
        @Nullable OperationBrief running, @Nullable OperationBrief promoted, @Nullable Instant seen, boolean old) {
}
