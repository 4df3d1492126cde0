package understudy.web.operation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.monitor.Timeline;
import understudy.monitor.TimelineEntry;
import understudy.operation.OperationKind;
import understudy.operation.OperationView;

/** What became known of an operation's outcome only after its end: how long an old source that couldn't be fenced stood open when it came back. */
@Component
class Afterwards {

    /** So far back the story of a cluster is read; a source that was cut off comes back within days. */
    private static final int LINES = 1_000;

    private final Timeline timeline;

    Afterwards(Timeline timeline) {
        this.timeline = timeline;
    }

    /** In sentences; empty as long as it hasn't come back, and where there is nothing to tell. */
    Optional<String> of(OperationView operation) {
        String cluster = operation.cluster();
        Instant ended = operation.finishedAt();
        if (cluster == null || ended == null || operation.kind() != OperationKind.FAILOVER || !Boolean.FALSE.equals(operation.result().get("fenced"))) {
            return Optional.empty();
        }
        return timeline.latest(cluster, LINES).stream()
                .filter(entry -> entry.code().equals("ReturnedClosed") && entry.at().isAfter(operation.createdAt()))
                .min(Comparator.comparing(TimelineEntry::at)).map(TimelineEntry::text);
    }
}
