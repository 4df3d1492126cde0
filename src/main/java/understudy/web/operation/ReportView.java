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
 * @param application how long the application could not write: until every route was switched; or null
 * @param outageSince when the old source was closed, while writers wait, or null
 * @param lost transactions that didn't survive, in words
 * @param lostGtids their GTIDs, or null
 * @param file the name of the file with their rows, or null
 * @param notRead why the old source's binary log wasn't read, or not whole, in sentences; or null
 * @param fence what is known of the fence of the old source, in a sentence, or null
 * @param source who takes the writes now, or null
 * @param became what the old source does now, in a few words
 * @param took from the first step to the last, or null
 */
record ReportView(
        @Nullable String outage, @Nullable String application, @Nullable String outageSince, String lost, @Nullable String lostGtids, @Nullable String file,
        @Nullable String notRead, @Nullable String fence, @Nullable String source, String became, @Nullable String took, boolean good) {

    /** The stored name of the step in which writers wait. */
    private static final String OUTAGE = "hand-over";
    /** The stored name of the step that ends the outage when the old source is dead. */
    private static final String OPENED = "open-candidate";

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
        return new ReportView(outage, applicationOutage(operation).map(Amounts::duration).orElse(null), outage != null || finished != null ? null : closedSince(operation).map(Instant::toString).orElse(null),
                lost(result, operation.kind(), good), ofLost(result, "gtidSet"), ofLost(result, "file"),
                result.get("notRead") instanceof String why ? why : null, fence(operation),
                result.get("source") instanceof String source ? source : null,
                operation.kind() == OperationKind.SWITCHOVER ? "follows" : "is detached until it rejoins",
                finished == null ? null : Amounts.duration(Duration.between(operation.createdAt(), finished)), good);
    }

    /** From the old source's last write to the last application that followed; one on a dead host isn't waited for. */
    private static Optional<Duration> applicationOutage(OperationView operation) {
        Optional<Instant> open = endOf(operation, operation.kind() == OperationKind.FAILOVER ? OPENED : OUTAGE);
        return operation.result().get("writeOutageMillis") instanceof Number paused
                && operation.result().get("applicationFollowedAt") instanceof String followed
                ? open.map(from -> Duration.between(from.minusMillis(paused.longValue()), Instant.parse(followed)))
                : Optional.empty();
    }

    private static Optional<Instant> endOf(OperationView operation, String step) {
        return operation.steps().stream().filter(each -> each.step().value().equals(step)).map(StepView::finishedAt)
                .filter(Objects::nonNull).findFirst();
    }

    private static Optional<Instant> closedSince(OperationView operation) {
        return operation.steps().stream().filter(step -> step.step().value().equals(OUTAGE))
                .filter(step -> step.state() == StepStatus.RUNNING || step.state() == StepStatus.DONE)
                .map(StepView::startedAt).filter(Objects::nonNull).findFirst();
    }

    private static @Nullable String ofLost(Map<String, Object> result, String name) {
        return result.get("lostTransactions") instanceof Map<?, ?> lost && lost.get(name) instanceof String text ? text : null;
    }

    private static @Nullable String fence(OperationView operation) {
        return operation.kind() != OperationKind.FAILOVER || !(operation.result().get("fenced") instanceof Boolean fenced) ? null
                : fenced ? "The old source is fenced: it takes no writes, and starts closed."
                : "The old source could not be fenced, and that was accepted. It is closed as soon as it is seen again; how long it "
                        + "stood open is then said here.";
    }

    private static String lost(Map<String, Object> result, OperationKind kind, boolean good) {
        if (result.get("lostTransactions") instanceof Map<?, ?> lost && lost.get("count") instanceof Number count) {
            String some = count.longValue() == 0 ? "none" : Amounts.count(count.longValue(), "transaction", "transactions");
            return !Boolean.TRUE.equals(lost.get("atLeast")) ? some
                    : count.longValue() == 0 ? "none known; the old source can't be read" : "at least " + some;
        }
        return good && kind == OperationKind.SWITCHOVER ? "none" : "not known yet";
    }
}
