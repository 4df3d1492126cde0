package understudy.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything seen that bears on whether a cluster's source lives; the only thing that a {@link FailureDetector} goes by.
 *
 * @param source the declared source's host, or null
 * @param sight what the panel itself sees of it
 * @param hostAnswer what its host said by SSH since the trouble began, or null when it wasn't asked
 * @param witnesses its replicas
 * @param replicasBackSince since when a replica is back after source and replicas were gone at once, or null when they never were
 * @param trouble what is wrong with replicas, in sentences
 * @param writers the hosts that take writes
 * @param maintenance whether the cluster's policy says so
 */
record Symptoms(
        String cluster,
        @Nullable String source,
        Instant now,
        SourceSight sight,
        @Nullable HostAnswer hostAnswer,
        List<Witness> witnesses,
        @Nullable Instant replicasBackSince,
        List<String> trouble,
        List<String> writers,
        boolean maintenance) {

    Symptoms {
        witnesses = List.copyOf(witnesses);
        trouble = List.copyOf(trouble);
        writers = List.copyOf(writers);
    }

    boolean passedSince(Instant from, Duration time) {
        return !now.isBefore(from.plus(time));
    }
}
