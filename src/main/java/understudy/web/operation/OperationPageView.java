package understudy.web.operation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationKind;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Pace;
import understudy.operation.StepStatus;
import understudy.web.FindingView;
import understudy.web.OperationBrief;

/**
 * The page of an operation: walk-through, promotion, enrolment alike.
 *
 * @param shown the step that stands beside the list, or null when there is none
 * @param follows whether that is always the step that runs
 * @param current the number of the step that runs or comes next, for the line that is read out
 * @param report of a promotion, or null
 */
record OperationPageView(
        OperationBrief brief, String kind, List<StepRow> steps, @Nullable StepDetail shown, boolean follows, @Nullable StepRow current,
        @Nullable FindingView error, @Nullable ReportView report, boolean noReturnPassed, List<String> controls, boolean stepwise,
        String status) {

    static OperationPageView of(OperationView operation, @Nullable String wanted, Instant now) {
        StepView current = current(operation);
        StepView shown = operation.steps().stream().filter(step -> step.id().equals(wanted)).findFirst().orElse(current);
        List<StepRow> rows = StepRow.of(operation, shown == null ? null : shown.id());
        return new OperationPageView(OperationBrief.of(operation, now), operation.kind().name(), rows,
                shown == null ? null : StepDetail.of(shown), wanted == null || shown == current,
                current == null ? null : rows.get(operation.steps().indexOf(current)),
                WayOut.of(operation), ReportView.of(operation), operation.pointOfNoReturnPassed(),
                operation.controls(), operation.pace() == Pace.STEP, operation.state().name());
    }

    /** The step that runs, has failed or comes next; at the end the last one. */
    private static @Nullable StepView current(OperationView operation) {
        List<StepView> steps = operation.steps();
        return steps.stream().filter(step -> step.state() == StepStatus.RUNNING || step.state() == StepStatus.FAILED).findFirst()
                .or(() -> steps.stream().filter(step -> step.state() == StepStatus.PENDING).findFirst())
                .orElse(steps.isEmpty() ? null : steps.get(steps.size() - 1));
    }

    public boolean may(String control) {
        return controls.contains(control);
    }

    public boolean enrolment() {
        return OperationKind.ENROL.name().equals(kind);
    }

    /** Whether a host has become a replica by it. */
    public boolean madeReplica() {
        return OperationKind.SETUP_REPLICA.name().equals(kind) || OperationKind.REJOIN.name().equals(kind);
    }

    /** Whether the button below the shown step would run that very step. */
    public boolean shownIsNext() {
        return shown != null && current != null && shown.id().equals(current.id());
    }
}
