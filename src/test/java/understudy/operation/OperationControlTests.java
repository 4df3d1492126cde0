package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.operation.Operations.ControlResult;

/** The buttons, and the pace with a button for each step. */
class OperationControlTests {

    private final ScriptedStep first = new ScriptedStep("first");
    private final ScriptedStep second = new ScriptedStep("second");
    private final ScriptedStep third = new ScriptedStep("third");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(first, second, third));
    }

    @Test
    void showsThePlanBeforeEachStepAndWaits() {
        String id = panel.start(Pace.STEP);

        OperationView waiting = panel.awaits(id, OperationStatus.WAITING);

        assertThat(waiting.steps().getFirst().plan()).isEqualTo(Plan.ofCommands("make it"));
        assertThat(waiting.steps().getFirst().evidence()).isEqualTo("it isn't there");
        assertThat(waiting.controls()).containsExactly("continue", "cancel");
        assertThat(first.times("apply")).isZero();
    }

    @Test
    void runsOneStepAPress() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);

        panel.operations.resume(id, TestPanel.ANNA);
        OperationView waiting = panel.awaits(id, OperationStatus.WAITING);

        assertThat(waiting.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.DONE, StepStatus.PENDING, StepStatus.PENDING);
        assertThat(waiting.controls()).containsExactly("continue", "cancel", "rollback");
    }

    @Test
    void skipsWhatIsDoneWithoutAsking() {
        first.done = true;
        second.done = true;
        String id = panel.start(Pace.STEP);

        OperationView waiting = panel.awaits(id, OperationStatus.WAITING);

        assertThat(waiting.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.SKIPPED, StepStatus.SKIPPED, StepStatus.PENDING);
    }

    @Test
    void runsExactlyThePlanThatWasShown() {
        AtomicInteger plans = new AtomicInteger();
        first.plan = () -> Plan.ofCommands("plan number " + plans.incrementAndGet());
        List<Plan> applied = new CopyOnWriteArrayList<>();
        first.apply = (plan, journal) -> {
            applied.add(plan);
            first.done = true;
            return new Outcome.Applied("made it");
        };
        String id = panel.start(Pace.STEP);
        Plan shown = panel.awaits(id, OperationStatus.WAITING).steps().getFirst().plan();

        panel.operations.resume(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.WAITING);

        assertThat(applied).containsExactly(shown);
    }

    @Test
    void runsAllTheRest() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);

        panel.operations.runAll(id, TestPanel.ANNA);

        assertThat(panel.awaits(id, OperationStatus.SUCCEEDED).pace()).isEqualTo(Pace.AUTO);
    }

    @Test
    void cancelsAWaitingOperationAtOnce() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);
        panel.operations.resume(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.WAITING);

        assertThat(panel.operations.cancel(id, TestPanel.ANNA)).isInstanceOf(ControlResult.Accepted.class);

        OperationView ended = panel.view(id);
        assertThat(ended.state()).isEqualTo(OperationStatus.CANCELLED);
        assertThat(first.done).as("done steps stay done").isTrue();
        assertThat(ended.controls()).containsExactly("rollback");
    }

    @Test
    void cancelUndoesWhereFailuresAreUndone() {
        panel.rollingBack();
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);
        panel.operations.resume(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.WAITING);

        panel.operations.cancel(id, TestPanel.ANNA);

        panel.awaits(id, OperationStatus.ROLLED_BACK);
        assertThat(first.done).isFalse();
    }

    @Test
    void asksARunningStepToStop() throws InterruptedException {
        CountDownLatch acting = new CountDownLatch(1);
        first.apply = (plan, journal) -> {
            acting.countDown();
            while (!journal.cancelled()) {
                Thread.onSpinWait();
            }
            return new Outcome.Failed(ScriptedStep.finding("Stopped"));
        };
        String id = panel.start();
        acting.await();

        assertThat(panel.operations.cancel(id, TestPanel.ANNA)).isInstanceOf(ControlResult.Accepted.class);

        OperationView ended = panel.awaits(id, OperationStatus.CANCELLED);
        assertThat(ended.steps().getFirst().state()).isEqualTo(StepStatus.FAILED);
        assertThat(second.said).isEmpty();
    }

    @Test
    void forgetsACancelThatCameTooLate() throws InterruptedException {
        panel.pointOfNoReturn("first");
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        first.apply = (plan, journal) -> {
            acting.countDown();
            awaited(asked);
            first.done = true;
            return new Outcome.Applied("open");
        };
        second.apply = (plan, journal) -> {
            second.done = !journal.cancelled();
            return new Outcome.Applied("follows");
        };
        String id = panel.start();
        acting.await();
        panel.operations.cancel(id, TestPanel.ANNA);
        asked.countDown();

        panel.awaits(id, OperationStatus.SUCCEEDED);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rollsBackACancelledOperation() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);
        panel.operations.resume(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.WAITING);
        panel.operations.cancel(id, TestPanel.ANNA);

        panel.operations.rollBack(id, TestPanel.ANNA);

        panel.awaits(id, OperationStatus.ROLLED_BACK);
        assertThat(first.done).isFalse();
    }

    @Test
    void refusesToReviveAnOperationThatAnotherOneOvertook() {
        second.inspect = () -> new Inspection.Blocked(ScriptedStep.finding("DiskFull"));
        String old = panel.runsTo(OperationStatus.FAILED).id();
        second.mended();
        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(panel.view(old).controls()).isEmpty();
        for (ControlResult result : List.of(panel.operations.retry(old, TestPanel.ANNA),
                panel.operations.rollBack(old, TestPanel.ANNA))) {
            assertThat(result).isInstanceOfSatisfying(ControlResult.Refused.class,
                    refused -> assertThat(refused.finding().code()).isEqualTo("OperationOvertaken"));
        }
        assertThat(first.done).as("what the later one relies on stands").isTrue();
    }

    @Test
    void refusesButtonsThatAreNotThere() {
        String id = panel.runsTo(OperationStatus.SUCCEEDED).id();

        assertThat(List.of(panel.operations.resume(id, TestPanel.ANNA), panel.operations.runAll(id, TestPanel.ANNA),
                panel.operations.retry(id, TestPanel.ANNA), panel.operations.cancel(id, TestPanel.ANNA),
                panel.operations.rollBack(id, TestPanel.ANNA))).allMatch(ControlResult.Refused.class::isInstance);
        assertThat(panel.operations.cancel("nobody", TestPanel.ANNA)).isInstanceOf(ControlResult.NotFound.class);
    }

    @Test
    void writesEachActToTheAudit() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);
        panel.operations.cancel(id, TestPanel.ANNA);
        panel.operations.resume(id, TestPanel.ANNA);

        assertThat(panel.audit).containsExactly("anna operation.start shop SWITCHOVER started as " + id,
                "anna operation.cancel shop SWITCHOVER " + id + " done",
                "anna operation.continue shop SWITCHOVER " + id + " refused: NotPossibleNow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "cancel", "rollback"})
    void leavesAnAdminsOperationToAdmins(String button) {
        first.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));
        Actor admin = new Actor("ada", Role.ADMIN);
        OperationRequest enrol = new OperationRequest(OperationKind.ENROL, null, "uranus", Pace.AUTO, null, null, Map.of(), admin);
        String id = ((StartResult.Started) panel.operations.start(enrol)).id();
        panel.awaits(id, OperationStatus.FAILED);

        assertThatThrownBy(() -> press(button, id, TestPanel.ANNA)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo("NotAllowed"));
        assertThat(first.times("apply")).isOne();
        assertThat(panel.audit).anyMatch(line -> line.startsWith("anna operation." + button) && line.endsWith("NotAllowed"));
    }

    private ControlResult press(String button, String id, Actor actor) {
        return switch (button) {
            case "retry" -> panel.operations.retry(id, actor);
            case "cancel" -> panel.operations.cancel(id, actor);
            default -> panel.operations.rollBack(id, actor);
        };
    }
}
