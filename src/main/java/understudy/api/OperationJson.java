package understudy.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Pace;
import understudy.operation.Plan;
import understudy.operation.StepStatus;

/** An operation in the contract's form. @param id empty for a dry run, which isn't stored */
record OperationJson(
        String id,
        OperationKind kind,
        @Nullable String cluster,
        @Nullable String host,
        String requestedBy,
        OperationStatus state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        Pace pace,
        @Nullable Map<String, Object> result,
        @Nullable Finding error,
        boolean pointOfNoReturnPassed,
        List<String> controls,
        List<StepJson> steps) {

    static OperationJson of(OperationView view) {
        return new OperationJson(view.id(), view.kind(), view.cluster(), view.host(), view.requestedBy(), view.state(),
                view.createdAt(), view.finishedAt(), view.pace(), view.result().isEmpty() ? null : view.result(), view.error(),
                view.pointOfNoReturnPassed(), view.controls(), view.steps().stream().map(StepJson::of).toList());
    }

    /** A step. @param name the stable one; the title may be worded better one day */
    record StepJson(
            String id,
            String name,
            String heading,
            String title,
            String why,
            @Nullable String host,
            StepStatus state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String message,
            @Nullable Finding finding,
            @Nullable String evidence,
            @Nullable PlanJson plan,
            String output,
            OperationView.@Nullable Progress progress,
            boolean pointOfNoReturn) {

        static StepJson of(OperationView.StepView step) {
            Plan plan = step.plan();
            return new StepJson(step.id(), step.step().value(), step.text().heading(), step.text().title(), step.text().why(),
                    step.host(), step.state(), step.startedAt(), step.finishedAt(), step.message(), step.finding(),
                    step.evidence(), plan == null ? null : PlanJson.of(plan), step.output(), step.progress(),
                    step.pointOfNoReturn());
        }
    }

    /** What a step does. @param diff in unified form, or null */
    record PlanJson(
            List<String> commands,
            List<String> sql,
            @Nullable String diff,
            @Nullable FileJson file,
            List<Plan.Change> changes,
            List<String> warnings) {

        static PlanJson of(Plan plan) {
            Plan.FileDiff diff = plan.diff();
            return new PlanJson(plan.commands(), plan.sql(), diff == null ? null : diff.unified(),
                    diff == null ? null : new FileJson(diff.path(), diff.backup()), plan.changes(), plan.warnings());
        }
    }

    /** A file that is changed, and where the old one is kept. */
    record FileJson(String path, String backup) {
    }
}
