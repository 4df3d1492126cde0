package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run shows what would happen and leaves no trace. */
class RehearsalTests {

    private final ScriptedStep done = new ScriptedStep("done-already");
    private final ScriptedStep possible = new ScriptedStep("possible");
    private final ScriptedStep blocked = new ScriptedStep("blocked-today");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(done, possible, blocked));
        done.done = true;
        blocked.inspect = () -> new Inspection.Blocked(ScriptedStep.finding("AccountMissing"));
    }

    @Test
    void inspectsAndPlansEveryStep() {
        DryRun said = panel.operations.rehearse(TestPanel.request(OperationKind.SETUP_REPLICA, Pace.AUTO));

        assertThat(said).isInstanceOfSatisfying(DryRun.Planned.class, planned -> {
            List<OperationView.StepView> steps = planned.operation().steps();
            assertThat(steps).extracting(OperationView.StepView::state)
                    .containsExactly(StepStatus.SKIPPED, StepStatus.PENDING, StepStatus.PENDING);
            assertThat(steps.get(1).plan()).isEqualTo(Plan.ofCommands("make it"));
            assertThat(steps.get(2).finding()).isEqualTo(ScriptedStep.finding("AccountMissing"));
            assertThat(planned.operation().controls()).isEmpty();
        });
    }

    @Test
    void changesAndStoresNothing() {
        panel.operations.rehearse(TestPanel.request(OperationKind.SETUP_REPLICA, Pace.AUTO));

        assertThat(List.of(done, possible, blocked)).allMatch(step -> step.times("apply") == 0 && step.times("undo") == 0);
        for (String table : List.of("operation", "operation_step", "operation_journal", "operation_lease")) {
            assertThat(panel.db.sql("SELECT count(*) FROM " + table).query(Long.class).single()).as(table).isZero();
        }
        assertThat(panel.events).isEmpty();
    }

    @Test
    void saysWhyItWouldNotStart() {
        OperationRequest request = new OperationRequest(OperationKind.SWITCHOVER, "nobody", null, Pace.AUTO, null, null,
                Map.of(), TestPanel.ANNA);

        assertThat(panel.operations.rehearse(request)).isInstanceOfSatisfying(DryRun.NotStarted.class,
                not -> assertThat(not.why()).isInstanceOf(StartResult.NotFound.class));
    }
}
