package understudy.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/**
 * An operation as pages and REST show it.
 *
 * @param result values by name, such as {@code writeOutageMillis}; empty before there are any
 * @param error what ended it, or null
 * @param pointOfNoReturnPassed whether it only goes forward
 * @param controls the buttons that are possible now: continue, retry, cancel, rollback
 */
public record OperationView(
        String id,
        OperationKind kind,
        @Nullable String cluster,
        @Nullable String host,
        String requestedBy,
        OperationStatus state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        Pace pace,
        Map<String, Object> result,
        @Nullable Finding error,
        boolean pointOfNoReturnPassed,
        List<String> controls,
        List<StepView> steps) {

    /**
     * A step as shown.
     *
     * @param id its number in the operation, from 1, as text
     * @param plan what it would do or did; null before it was looked at
     * @param evidence what the last inspection saw, or null
     * @param output lines said so far, joined by line feeds
     */
    public record StepView(
            String id,
            StepName step,
            StepText text,
            @Nullable String host,
            StepStatus state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String message,
            @Nullable Finding finding,
            @Nullable String evidence,
            @Nullable Plan plan,
            String output,
            @Nullable Progress progress,
            boolean pointOfNoReturn) {
    }

    /** How far a long step is. */
    public record Progress(long doneBytes, @Nullable Long totalBytes, long bytesPerSecond) {
    }
}
