package understudy.web.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.operation.OperationView.StepView;
import understudy.operation.Plan;
import understudy.operation.StepStatus;
import understudy.web.DiffLine;
import understudy.web.FindingView;
import understudy.web.PlainWords;

/**
 * A step in full: why, what is there, what will run or ran, what came out.
 *
 * @param state pending, running, done, skipped, failed or undone
 * @param proof what shows that it worked, or null
 * @param found what the last look saw, or null
 * @param looked whether the panel has looked at it yet; before that it can't say what would run
 */
record StepDetail(
        String id, String title, @Nullable String host, String state, String why, String ifItGoesWrong, String button,
        @Nullable String found, @Nullable String proof, @Nullable FindingView finding, boolean looked, List<Plan.Change> changes,
        List<String> warnings, List<String> commands, List<String> sql, @Nullable String diffPath, @Nullable String diffBackup,
        List<DiffLine> diff, String output, @Nullable ProgressView progress, String took, boolean noReturn) {

    static StepDetail of(StepView step) {
        Plan plan = step.plan() == null ? new Plan(List.of(), List.of(), null, List.of(), List.of()) : step.plan();
        Plan.FileDiff diff = plan.diff();
        boolean proven = step.state() == StepStatus.DONE || step.state() == StepStatus.SKIPPED;
        String proof = !proven ? null : PlainWords.of(String.valueOf(step.message() != null ? step.message() : step.evidence()));
        return new StepDetail(step.id(), step.text().title(), step.host(), step.state().name(), step.text().why(),
                step.text().ifItGoesWrong(), step.text().button(), proven || step.evidence() == null ? null : PlainWords.of(step.evidence()), proof,
                FindingView.ofNullable(step.finding()), step.plan() != null || step.evidence() != null || proven,
                // of a file the difference is shown, which says more; others are only noted for the way back
                plan.changes().stream().filter(change -> !change.name().startsWith("file ") && !change.now().equals(change.then()))
                        .map(change -> new Plan.Change(change.name(), PlainWords.of(change.now()), PlainWords.of(change.then()))).toList(),
                plan.warnings(), plan.commands(), plan.sql(), diff == null ? null : diff.path(), diff == null ? null : diff.backup(),
                diff == null ? List.of() : DiffLine.of(diff.unified()), step.output().strip(), ProgressView.of(step.progress()),
                StepRow.took(step), step.pointOfNoReturn());
    }

    /** Whether there is anything to show under "what will run". */
    public boolean runs() {
        return !commands.isEmpty() || !sql.isEmpty() || !diff.isEmpty();
    }

    public boolean ended() {
        return !"PENDING".equals(state) && !"RUNNING".equals(state);
    }
}
