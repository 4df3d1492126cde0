package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back. */
class UndoingTests {

    private final ScriptedStep first = new ScriptedStep("first");
    private final ScriptedStep second = new ScriptedStep("second");
    private final ScriptedStep third = new ScriptedStep("third");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(first, second, third)).rollingBack();
        third.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));
    }

    @Test
    void undoesInReverseOrderIncludingTheFailedStep() {
        List<String> order = new CopyOnWriteArrayList<>();
        List.of(first, second, third).forEach(step -> step.undo = plan -> {
            order.add(step.name().value());
            return new Undo.Undone("took it away");
        });

        OperationView ended = panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(order).containsExactly("third", "second", "first");
        assertThat(panel.entries(ended.id())).containsSubsequence("3 ENDED", "3 UNDO_ABOUT_TO", "3 UNDO_ENDED", "2 UNDO_ABOUT_TO",
                "2 UNDO_ENDED", "1 UNDO_ABOUT_TO", "1 UNDO_ENDED");
    }

    @Test
    void leavesAloneWhatWasDoneBefore() {
        first.done = true;

        panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(first.times("undo")).isZero();
        assertThat(first.done).isTrue();
    }

    @Test
    void isGivenThePlanOfTheFirstActNotOfALaterOne() {
        panel.onFailure = OperationPlanner.OnFailure.STOP;
        AtomicInteger plans = new AtomicInteger();
        third.plan = () -> Plan.ofChanges(new Plan.Change("bind_address",
                plans.getAndIncrement() == 0 ? "127.0.0.1" : "half-way", "0.0.0.0"));
        String id = panel.runsTo(OperationStatus.FAILED).id();
        panel.operations.retry(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.FAILED);

        panel.operations.rollBack(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.ROLLED_BACK);

        assertThat(plans).hasValue(2);
        assertThat(third.undoneWith).hasSize(1);
        assertThat(third.undoneWith.getFirst().before("bind_address")).contains("127.0.0.1");
    }

    @Test
    void triesAFailedUndoAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        second.undo = plan -> failures.getAndDecrement() > 0
                ? new Undo.Failed(ScriptedStep.finding("HostUnreachable")) : new Undo.Undone("took it away");

        panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(second.times("undo")).isEqualTo(3);
    }

    @Test
    void stopsAtAnUndoThatFailsAndSaysWhich() {
        second.undo = plan -> new Undo.Failed(ScriptedStep.finding("HostUnreachable"));

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.error().code()).isEqualTo("UndoFailed");
        assertThat(ended.error().message()).contains("Step 2 (second)", "HostUnreachable", "Refused");
        assertThat(ended.error().hint()).contains("Mend it.", "runbook");
        assertThat(first.times("undo")).as("what lies before may rest on it").isZero();
        assertThat(ended.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.DONE, StepStatus.DONE, StepStatus.UNDONE);
    }

    @Test
    void goesOnBackwardsOnRetry() {
        second.undo = plan -> new Undo.Failed(ScriptedStep.finding("HostUnreachable"));
        String id = panel.runsTo(OperationStatus.FAILED).id();
        second.undo = plan -> new Undo.Undone("took it away");

        panel.operations.retry(id, TestPanel.ANNA);

        panel.awaits(id, OperationStatus.ROLLED_BACK);
        assertThat(third.times("apply")).isOne();
        assertThat(third.times("undo")).isOne();
        assertThat(first.done).isFalse();
    }

    @Test
    void doesNotCallAStepUndoneThatStays() {
        second.undo = plan -> new Undo.Impossible("a restart can't be taken back");

        OperationView ended = panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(ended.steps().get(1).state()).isEqualTo(StepStatus.DONE);
        assertThat(ended.steps().get(1).message()).contains("a restart can't be taken back");
        assertThat(first.done).isFalse();
    }

    @Test
    void stopsAtAPointOfNoReturnThatSaysThatItWasPassedAfterAll() {
        panel.pointOfNoReturn("third");
        third.undo = plan -> new Undo.Impossible("uranus takes writes already");

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.error().message()).contains("uranus takes writes already");
        assertThat(List.of(first, second)).allMatch(step -> step.times("undo") == 0 && step.done);
    }
}
