package understudy.web.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.DryRun;
import understudy.operation.OperationView;
import understudy.operation.StartResult;
import understudy.operation.StepStatus;
import understudy.web.FindingView;

/**
 * What an operation would do, before anything is done.
 *
 * @param steps every step, with what it would run; empty when it wouldn't start
 * @param refusals why it wouldn't start
 * @param confirm the name to type, because something would be lost; or null
 * @param loss what would be lost, or null
 * @param runningId the operation that is in the way, or null
 */
public record PlanView(
        List<StepDetail> steps, List<FindingView> refusals, @Nullable String confirm, @Nullable FindingView loss,
        @Nullable String runningId, int already) {

    public static PlanView of(DryRun rehearsal) {
        return switch (rehearsal) {
            case DryRun.Planned planned -> of(planned.operation());
            case DryRun.NotStarted not -> of(not.why());
        };
    }

    /** Why something didn't start. */
    public static PlanView of(StartResult result) {
        return switch (result) {
            case StartResult.Refused refused -> refusal(refused.findings().stream().map(FindingView::of).toList(), null);
            case StartResult.NotFound none -> refusal(List.of(FindingView.of(none.finding())), null);
            case StartResult.NeedsConfirmation lossy -> new PlanView(List.of(), List.of(), lossy.name(), FindingView.of(lossy.finding()), null, 0);
            case StartResult.AlreadyRunning other -> refusal(List.of(FindingView.of(Finding.blocker("OperationRunning", null,
                    "Another operation is under way.", "Wait for it, or cancel it."))
                    .withButton("Show it", "/operations/" + other.id())), other.id());
            case StartResult.Started started -> refusal(List.of(), started.id());
        };
    }

    private static PlanView of(OperationView operation) {
        int already = (int) operation.steps().stream().filter(step -> step.state() == StepStatus.SKIPPED || step.state() == StepStatus.DONE).count();
        return new PlanView(operation.steps().stream().map(StepDetail::of).toList(), List.of(), null, null, null, already);
    }

    private static PlanView refusal(List<FindingView> why, @Nullable String running) {
        return new PlanView(List.of(), why, null, null, running, 0);
    }

    /** Whether it would start, the typed name given where one is asked for. */
    public boolean possible() {
        return refusals.isEmpty();
    }
}
