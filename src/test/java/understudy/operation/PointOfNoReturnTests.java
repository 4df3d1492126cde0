package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.finding.Problem;

/**
 * The danger: going back after the point of no return opens the old source beside the new one; not going back before it leaves
 * the application without a source.
 */
class PointOfNoReturnTests {

    private final ScriptedStep close = new ScriptedStep("close");
    private final ScriptedStep open = new ScriptedStep("open");
    private final ScriptedStep follow = new ScriptedStep("follow");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(close, open, follow)).pointOfNoReturn("open").rollingBack();
    }

    @Test
    void rollsBackByItselfWhenTheStepItselfSaysThatItFailed() {
        open.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("CandidateStopped"));

        OperationView ended = panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(ended.error()).isEqualTo(ScriptedStep.finding("CandidateStopped"));
        assertThat(ended.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.UNDONE, StepStatus.UNDONE, StepStatus.PENDING);
        assertThat(close.done).isFalse();
        assertThat(ended.controls()).isEmpty();
    }

    @Test
    void onlyGoesForwardAfterIt() {
        AtomicInteger failures = new AtomicInteger(2);
        follow.apply = (plan, journal) -> {
            follow.done = failures.getAndDecrement() == 0;
            return follow.done ? new Outcome.Applied("follows") : new Outcome.Failed(ScriptedStep.finding("Refused"));
        };

        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(follow.times("apply")).isEqualTo(3);
        assertThat(close.times("undo")).isZero();
    }

    @Test
    void failsWithNothingButRetryAfterIt() {
        follow.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.controls()).containsExactly("retry");
        assertThat(ended.pointOfNoReturnPassed()).isTrue();
        assertThat(close.done).isTrue();
        assertThat(panel.operations.rollBack(ended.id(), TestPanel.ANNA)).isInstanceOfSatisfying(
                Operations.ControlResult.Refused.class,
                refused -> assertThat(refused.finding().code()).isEqualTo("PointOfNoReturnPassed"));
        assertThat(close.times("undo")).isZero();
    }

    /** Until it has failed, the next failover is refused. */
    @Test
    void triesAStepOnlyOnceThatIsntRepeatedByItself() {
        follow.repeated = false;
        follow.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));

        assertThat(panel.runsTo(OperationStatus.FAILED).controls()).containsExactly("retry");
        assertThat(follow.times("apply")).isOne();
    }

    @Test
    void isPassedToWhenItIsFoundDone() {
        open.done = true;
        follow.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));

        assertThat(panel.runsTo(OperationStatus.FAILED).controls()).containsExactly("retry");
    }

    @Test
    void goesForwardWhenTheConnectionWasLostAfterTheAct() {
        open.apply = (plan, journal) -> {
            open.done = true;
            throw new Problem(ScriptedStep.finding("ConnectionLost"));
        };

        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(close.times("undo")).isZero();
        assertThat(open.times("apply")).isOne();
    }

    @Test
    void actsAgainWhenTheConnectionWasLostBeforeTheAct() {
        AtomicInteger losses = new AtomicInteger(1);
        open.apply = (plan, journal) -> {
            if (losses.getAndDecrement() > 0) {
                throw new Problem(ScriptedStep.finding("ConnectionLost"));
            }
            open.done = true;
            return new Outcome.Applied("open");
        };

        panel.runsTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void rollsBackWhenEveryTryIsSeenNotToHaveWorked() {
        open.apply = (plan, journal) -> {
            throw new Problem(ScriptedStep.finding("ConnectionLost"));
        };

        OperationView ended = panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(open.times("apply")).isEqualTo(TestPanel.QUICK.forwardTries());
        assertThat(ended.error()).isEqualTo(ScriptedStep.finding("ConnectionLost"));
    }

    @Test
    void goesNeitherBackNorForwardWhileNobodyCanSeeOnWhichSideItIs() {
        open.apply = (plan, journal) -> {
            open.inspect = () -> new Inspection.Unknown(ScriptedStep.finding("HostUnreachable"));
            throw new Problem(ScriptedStep.finding("ConnectionLost"));
        };

        OperationView ended = panel.runsTo(OperationStatus.INTERRUPTED);

        assertThat(close.done).isTrue();
        assertThat(close.times("undo")).isZero();
        assertThat(ended.controls()).containsExactly("retry");
        assertThat(panel.operations.cancel(ended.id(), TestPanel.ANNA)).isInstanceOfSatisfying(
                Operations.ControlResult.Refused.class,
                refused -> assertThat(refused.finding().code()).isEqualTo("PointOfNoReturnInDoubt"));
    }

    @Test
    void rollsBackSoonWhenAStepBeforeItCantBeSeen() {
        open.inspect = () -> new Inspection.Unknown(ScriptedStep.finding("HostUnreachable"));

        OperationView ended = panel.runsTo(OperationStatus.ROLLED_BACK);

        assertThat(close.done).isFalse();
        assertThat(ended.error()).isEqualTo(ScriptedStep.finding("HostUnreachable"));
    }

    @Test
    void takesAStepThatSaysDoneButIsNotAsNotPassed() {
        open.apply = (plan, journal) -> new Outcome.Applied("open, or so I think");

        assertThat(panel.runsTo(OperationStatus.ROLLED_BACK).error()).satisfies(
                error -> assertThat(error.code()).isEqualTo("NotProven"));
    }

    @Test
    void leavesAnOperationThatHasBegunNothingForRetry() {
        close.inspect = () -> new Inspection.Blocked(ScriptedStep.finding("LongTransaction"));

        assertThat(panel.runsTo(OperationStatus.FAILED).controls()).containsExactly("retry");
    }
}
