package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.finding.Problem;

/** Every way in which a step, and so an operation, can end. */
class OperationRunnerTests {

    private final ScriptedStep first = new ScriptedStep("first");
    private final ScriptedStep second = new ScriptedStep("second");
    private final ScriptedStep third = new ScriptedStep("third");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(first, second, third));
    }

    @Test
    void doesAllStepsInOrderAndNotesThemBeforeAndAfter() {
        OperationView ended = panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(ended.steps()).extracting(OperationView.StepView::state).containsOnly(StepStatus.DONE);
        assertThat(panel.entries(ended.id())).containsExactly("1 ABOUT_TO", "1 ENDED", "2 ABOUT_TO", "2 ENDED", "3 ABOUT_TO",
                "3 ENDED");
        assertThat(first.said).containsExactly("inspect", "plan", "apply", "verify");
    }

    @Test
    void skipsWhatIsDoneAlready() {
        second.done = true;

        OperationView ended = panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(ended.steps().get(1).state()).isEqualTo(StepStatus.SKIPPED);
        assertThat(second.said).containsExactly("inspect");
    }

    @Test
    void changesNothingWhenRunTwice() {
        panel.runsTo(OperationStatus.SUCCEEDED);
        OperationView again = panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(again.steps()).extracting(OperationView.StepView::state).containsOnly(StepStatus.SKIPPED);
        assertThat(first.times("apply")).isOne();
    }

    @Test
    void failsWithTheFindingWhenBlocked() {
        second.inspect = () -> new Inspection.Blocked(ScriptedStep.finding("DiskFull"));

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.error()).isEqualTo(ScriptedStep.finding("DiskFull"));
        assertThat(ended.steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.DONE, StepStatus.FAILED, StepStatus.PENDING);
        assertThat(second.times("apply")).isZero();
        assertThat(ended.controls()).containsExactly("retry", "rollback");
    }

    @Test
    void neverActsOnWhatItCantSee() {
        second.inspect = () -> new Inspection.Unknown(ScriptedStep.finding("HostUnreachable"));

        OperationView ended = panel.runsTo(OperationStatus.INTERRUPTED);

        assertThat(ended.error()).isEqualTo(ScriptedStep.finding("HostUnreachable"));
        assertThat(second.times("inspect")).isGreaterThan(1);
        assertThat(second.times("apply")).isZero();
    }

    @Test
    void takesAnExceptionInALookAsNotSeen() {
        second.inspect = () -> {
            throw new Problem(ScriptedStep.finding("ConnectionLost"));
        };

        assertThat(panel.runsTo(OperationStatus.INTERRUPTED).error()).isEqualTo(ScriptedStep.finding("ConnectionLost"));
    }

    @Test
    void picksAnInterruptedOperationUpWhenItCanBeSeenAgain() {
        second.inspect = () -> new Inspection.Unknown(ScriptedStep.finding("HostUnreachable"));
        String id = panel.runsTo(OperationStatus.INTERRUPTED).id();
        second.mended();

        panel.engine.pickUp();

        panel.awaits(id, OperationStatus.SUCCEEDED);
    }

    @Test
    void looksAndActsAgainWhenItIsNotYetThere() {
        AtomicInteger left = new AtomicInteger(3);
        second.apply = (plan, journal) -> {
            second.done = left.decrementAndGet() == 0;
            return second.done ? new Outcome.Applied("there") : new Outcome.NotYet(Duration.ofMillis(1), "still catching up");
        };

        OperationView ended = panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(second.times("apply")).isEqualTo(3);
        assertThat(panel.entries(ended.id()).stream().filter("2 ABOUT_TO"::equals)).as("the same plan is noted once").hasSize(1);
    }

    @Test
    void failsAStepThatSaysDoneButIsNot() {
        second.apply = (plan, journal) -> new Outcome.Applied("made it, or so I think");

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.error().code()).isEqualTo("NotProven");
    }

    @Test
    void looksAgainWhenTheProofCantBeSeen() {
        AtomicInteger unseen = new AtomicInteger(2);
        second.verify = () -> unseen.getAndDecrement() > 0
                ? new Inspection.Unknown(ScriptedStep.finding("HostUnreachable")) : second.inspect.get();

        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(second.times("apply")).isOne();
    }

    @Test
    void failsWithTheFindingOfAProblem() {
        second.apply = (plan, journal) -> {
            throw new Problem(ScriptedStep.finding("CommandFailed"));
        };

        assertThat(panel.runsTo(OperationStatus.FAILED).error()).isEqualTo(ScriptedStep.finding("CommandFailed"));
    }

    @Test
    void failsWithANumberOnABug() {
        second.apply = (plan, journal) -> {
            throw new IllegalStateException("the text of a bug stays in the log");
        };

        OperationView ended = panel.runsTo(OperationStatus.FAILED);

        assertThat(ended.error().code()).isEqualTo("Bug");
        assertThat(ended.error().message()).containsPattern("number [0-9a-f]{8}").doesNotContain("the text of a bug");
    }

    @Test
    void collectsResultsAndOutput() {
        second.apply = (plan, journal) -> {
            second.done = true;
            journal.say("one\ntwo");
            journal.progress(50, 100L);
            journal.result("writeOutageMillis", 7);
            return new Outcome.Applied("made it");
        };

        OperationView ended = panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(ended.result()).containsEntry("writeOutageMillis", 7);
        assertThat(ended.steps().get(1).output()).isEqualTo("one\ntwo");
        assertThat(ended.steps().get(1).progress()).isEqualTo(new OperationView.Progress(50, 100L, 0));
        assertThat(panel.events).anyMatch(OperationEvent.StepProgressed.class::isInstance);
    }

    @Test
    void tellsEachChangeAfterItIsStored() {
        String id = panel.runsTo(OperationStatus.SUCCEEDED).id();

        assertThat(panel.events).filteredOn(OperationEvent.OperationChanged.class::isInstance)
                .extracting(event -> ((OperationEvent.OperationChanged) event).state())
                .containsExactly(OperationStatus.PENDING, OperationStatus.RUNNING, OperationStatus.SUCCEEDED);
        assertThat(panel.events).filteredOn(OperationEvent.StepChanged.class::isInstance)
                .extracting(event -> ((OperationEvent.StepChanged) event).stepId() + " "
                        + ((OperationEvent.StepChanged) event).state())
                .containsExactly("1 RUNNING", "1 DONE", "2 RUNNING", "2 DONE", "3 RUNNING", "3 DONE");
        assertThat(panel.events).allMatch(event -> event.operation().equals(id));
    }

    @Test
    void triesAFailedStepAgainOnRetry() {
        second.inspect = () -> new Inspection.Blocked(ScriptedStep.finding("DiskFull"));
        String id = panel.runsTo(OperationStatus.FAILED).id();
        second.mended();

        panel.operations.retry(id, TestPanel.ANNA);

        assertThat(panel.awaits(id, OperationStatus.SUCCEEDED).error()).isNull();
        assertThat(first.times("apply")).isOne();
    }
}
