package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** A panel that stops, and what the next one does. Killed panels: see KillTests. */
@ExtendWith(OutputCaptureExtension.class)
class ResumeTests {

    @TempDir
    private Path directory;
    private final ScriptedStep first = new ScriptedStep("first");
    private final ScriptedStep second = new ScriptedStep("second");
    private final CountDownLatch acting = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private TestPanel panel() {
        return new TestPanel(directory.resolve("panel.db"), List.of(first, second));
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private void holdFirst() {
        first.apply = (plan, journal) -> {
            acting.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            first.done = true;
            return new Outcome.Applied("made it");
        };
    }

    @Test
    void letsAStepEndThatIsQuickEnough() throws InterruptedException {
        holdFirst();
        TestPanel old = new TestPanel(directory.resolve("panel.db"), List.of(first, second),
                TestPanel.quick(Duration.ofMinutes(1)), OperationStore::new);
        String id = old.start();
        acting.await();
        Thread.ofVirtual().start(release::countDown);

        old.engine.stop();

        await().until(() -> old.view(id).state() == OperationStatus.INTERRUPTED);
        assertThat(old.view(id).steps()).extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.DONE, StepStatus.PENDING);
    }

    @Test
    void cutsAStepOffThatTakesTooLongAndLetsItWriteNothing() throws InterruptedException {
        holdFirst();
        TestPanel old = panel();
        String id = old.start();
        acting.await();

        old.engine.stop();
        assertThat(old.view(id).state()).isEqualTo(OperationStatus.INTERRUPTED);
        release.countDown();
        await().until(() -> !old.engine.drives(id));

        assertThat(old.entries(id)).containsExactly("1 ABOUT_TO");
        assertThat(old.view(id).steps().getFirst().state()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void saysCalmlyThatItCutAStepOffWhichFailsAfterThePanelsEnd(CapturedOutput log) throws InterruptedException {
        first.apply = (plan, journal) -> {
            acting.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Outcome.Failed(ScriptedStep.finding("Refused"));
        };
        TestPanel old = panel();
        String id = old.start();
        acting.await();

        old.engine.stop();
        release.countDown();
        await().until(() -> !old.engine.drives(id));

        assertThat(old.view(id).state()).isEqualTo(OperationStatus.INTERRUPTED);
        assertThat(log).contains("Operation " + id + " was cut off by the panel's end").doesNotContain("IllegalTransition");
    }

    @Test
    void tellsAStepWhatStoodThereBeforeItsFirstTry() {
        List<String> before = new CopyOnWriteArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        first.plan = () -> Plan.ofChanges(new Plan.Change("capacity", "value " + looks.incrementAndGet(), "1 GB"));
        first.apply = (plan, journal) -> {
            before.add(journal.firstPlan().orElseThrow().before("capacity").orElseThrow());
            first.done = before.size() == 2;
            return first.done ? new Outcome.Applied("made it") : new Outcome.Failed(ScriptedStep.finding("Refused"));
        };
        TestPanel panel = panel();
        String id = panel.runsTo(OperationStatus.FAILED).id();

        panel.operations.retry(id, TestPanel.ANNA);
        panel.awaits(id, OperationStatus.SUCCEEDED);

        assertThat(before).containsExactly("value 1", "value 1");
        assertThat(looks).hasValue(2);
    }

    @Test
    void takesOverBeforeTheWebServerStarts() {
        TestPanel old = panel();
        String id = old.start(Pace.STEP);
        old.awaits(id, OperationStatus.WAITING);
        old.db.sql("UPDATE operation SET status = 'RUNNING'").update();
        first.done = true;
        second.done = true;

        OperationLife life = new OperationLife(panel().engine, TestPanel.QUICK);
        assertThat(life.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
        life.start();

        panel().awaits(id, OperationStatus.SUCCEEDED);
        life.stop();
    }

    @Test
    void goesOnWithAStepThatWasCutOffAfterItsAct() throws InterruptedException {
        holdFirst();
        TestPanel old = panel();
        String id = old.start();
        acting.await();
        old.engine.stop();
        release.countDown();
        await().until(() -> !old.engine.drives(id));

        TestPanel next = panel();
        next.engine.takeOver();

        OperationView ended = next.awaits(id, OperationStatus.SUCCEEDED);
        assertThat(ended.steps()).as("done by this operation, so not SKIPPED").extracting(OperationView.StepView::state)
                .containsExactly(StepStatus.DONE, StepStatus.DONE);
        assertThat(first.times("apply")).isOne();
    }

    @Test
    void takesOverAtOnceThoughTheLeaseHasNotExpired() {
        TestPanel old = panel();
        String id = old.start(Pace.STEP);
        old.awaits(id, OperationStatus.WAITING);
        old.db.sql("UPDATE operation SET status = 'RUNNING'").update();
        old.leases.take("cluster:shop").orElseThrow();

        TestPanel next = panel();
        next.engine.takeOver();

        assertThat(next.awaits(id, OperationStatus.WAITING).steps().getFirst().plan()).isNotNull();
    }

    @Test
    void leavesAWaitingOperationWaiting() {
        TestPanel old = panel();
        String id = old.start(Pace.STEP);
        old.awaits(id, OperationStatus.WAITING);

        TestPanel next = panel();
        next.engine.takeOver();
        next.operations.runAll(id, TestPanel.ANNA);

        next.awaits(id, OperationStatus.SUCCEEDED);
    }

    @Test
    void goesOnUndoing() {
        first.undo = plan -> new Undo.Failed(ScriptedStep.finding("HostUnreachable"));
        second.apply = (plan, journal) -> new Outcome.Failed(ScriptedStep.finding("Refused"));
        TestPanel old = panel().rollingBack();
        String id = old.runsTo(OperationStatus.FAILED).id();
        old.db.sql("UPDATE operation SET status = 'RUNNING'").update();
        first.undo = plan -> new Undo.Undone("took it away");

        TestPanel next = panel();
        next.engine.takeOver();

        next.awaits(id, OperationStatus.ROLLED_BACK);
        assertThat(second.times("apply")).isOne();
        assertThat(second.times("undo")).isOne();
    }

    @Test
    void failsClearlyOnAStepThatAnOlderPanelDoesNotKnow() {
        TestPanel old = panel();
        String id = old.start(Pace.STEP);
        old.awaits(id, OperationStatus.WAITING);
        old.db.sql("UPDATE operation SET status = 'RUNNING'").update();

        TestPanel older = new TestPanel(directory.resolve("panel.db"), List.of(second));
        older.engine.takeOver();

        OperationView ended = older.awaits(id, OperationStatus.FAILED);
        assertThat(ended.error().code()).isEqualTo("StepUnknown");
        assertThat(ended.error().message()).contains("first");
        assertThat(ended.steps().getFirst().text().title()).isEqualTo("first");
    }
}
