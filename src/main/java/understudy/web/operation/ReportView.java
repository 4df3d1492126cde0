package understudy.web.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.StepStatus;
import understudy.web.Amounts;

/**
 * What a promotion cost, while it runs and afterwards.
 *
 * @param outage how long writers waited, or null while that isn't known
 * @param outageSince when the old source was closed, while writers wait, or null
 * @param lost transactions that didn't survive, in words
 * @param source who takes the writes now, or null
 * @param took from the first step to the last, or null
 */
record ReportView(
        @Nullable String outage, @Nullable String outageSince, String lost, @Nullable String source, @Nullable String took, boolean good) {

    /** The stored name of the step in which writers wait. */
    private static final String OUTAGE = "hand-over";

    /** Of a promotion; null of anything else. */
    static @Nullable ReportView of(OperationView operation) {
        if (operation.kind() != OperationKind.SWITCHOVER && operation.kind() != OperationKind.FAILOVER) {
            return null;
        }
        Map<String, Object> result = operation.result();
        String outage = result.get("writeOutageMillis") instanceof Number millis
                ? Amounts.duration(Duration.ofMillis(Math.round(millis.doubleValue()))) : null;
        Instant finished = operation.finishedAt();
        boolean good = operation.state() == OperationStatus.SUCCEEDED;
        return new ReportView(outage, outage != null || finished != null ? null : closedSince(operation).map(Instant::toString).orElse(null),
                lost(result, operation.kind(), good), result.get("source") instanceof String source ? source : null,
                finished == null ? null : Amounts.duration(Duration.between(operation.createdAt(), finished)), good);
    }

    private static Optional<Instant> closedSince(OperationView operation) {
        return operation.steps().stream().filter(step -> step.step().value().equals(OUTAGE))
                .filter(step -> step.state() == StepStatus.RUNNING || step.state() == StepStatus.DONE)
                .map(StepView::startedAt).filter(Objects::nonNull).findFirst();
    }

    private static String lost(Map<String, Object> result, OperationKind kind, boolean good) {
        if (result.get("lostTransactions") instanceof Map<?, ?> lost && lost.get("count") instanceof Number count) {
            return count.longValue() == 0 ? "none" : Amounts.count(count.longValue(), "transaction", "transactions");
        }
        return good && kind == OperationKind.SWITCHOVER ? "none" : "not known yet";
    }
}
