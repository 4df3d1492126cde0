package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The danger: a panel that hung for a while wakes up and goes on beside the one that took over. */
class LeaseTests {

    @TempDir
    private Path directory;
    private final ScriptedStep first = new ScriptedStep("first");
    private final ScriptedStep second = new ScriptedStep("second");

    private TestPanel panel() {
        return new TestPanel(directory.resolve("panel.db"), List.of(first, second));
    }

    @Test
    void isGivenToOneAtATime() {
        Leases leases = panel().leases;

        Lease lease = leases.take("cluster:shop").orElseThrow();

        assertThat(leases.take("cluster:shop")).as("not even to the same panel again").isEmpty();
        assertThat(leases.take("cluster:other")).isPresent();
        leases.release(lease);
        assertThat(leases.take("cluster:shop").orElseThrow().version()).isGreaterThan(lease.version());
    }

    @Test
    void isTakenOverWhenItExpired() {
        TestPanel hung = panel();
        TestPanel other = panel();
        Lease lease = hung.leases.take("cluster:shop").orElseThrow();
        assertThat(other.leases.take("cluster:shop")).isEmpty();

        hung.db.sql("UPDATE operation_lease SET expires_at = 1").update();

        assertThat(other.leases.take("cluster:shop")).isPresent();
        assertThatThrownBy(() -> hung.leases.hold(lease)).isInstanceOf(LeaseLost.class);
    }

    @Test
    void letsALoserWriteNothing() throws InterruptedException {
        TestPanel hung = panel();
        TestPanel other = panel();
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        first.apply = (plan, journal) -> {
            acting.countDown();
            awaited(wake);
            first.done = true;
            return new Outcome.Applied("made it");
        };
        String id = hung.start();
        acting.await();

        other.leases.freeOthers();
        Lease taken = other.leases.take("cluster:shop").orElseThrow();
        List<String> before = other.entries(id);
        wake.countDown();
        await().until(() -> !hung.engine.drives(id));

        assertThat(other.entries(id)).isEqualTo(before).containsExactly("1 ABOUT_TO");
        assertThat(second.said).as("it doesn't begin another step").isEmpty();
        other.leases.release(taken);
        other.engine.pickUp();
        assertThat(other.awaits(id, OperationStatus.SUCCEEDED).steps().getFirst().state()).isEqualTo(StepStatus.DONE);
        assertThat(first.times("apply")).isOne();
    }

    @Test
    void isKeptWhenTheStoreFailsForAMoment() {
        TestPanel panel = panel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(OperationEngine.class);
        log.start();
        logger.addAppender(log);
        first.apply = (plan, journal) -> {
            panel.db.sql("CREATE TRIGGER full BEFORE INSERT ON operation_output BEGIN SELECT RAISE(ABORT, 'disk full'); END").update();
            journal.say("lost");
            await().until(() -> !log.list.isEmpty());
            panel.db.sql("DROP TRIGGER full").update();
            journal.say("kept");
            String id = panel.db.sql("SELECT id FROM operation").query(String.class).single();
            await().until(() -> panel.journal.output(id, 1).contains("kept"));
            first.done = true;
            return new Outcome.Applied("made it");
        };

        panel.runsTo(OperationStatus.SUCCEEDED);

        logger.detachAppender(log);
    }

    @Test
    void isNotTakenForASecondRunWhileTheFirstStillActs() throws InterruptedException {
        TestPanel panel = panel();
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        first.apply = (plan, journal) -> {
            acting.countDown();
            awaited(wake);
            first.done = true;
            return new Outcome.Applied("made it");
        };
        String id = panel.start();
        acting.await();
        panel.db.sql("UPDATE operation_lease SET expires_at = 1").update();

        panel.engine.pickUp();

        assertThat(first.times("inspect")).as("nobody else looks at the step").isOne();
        wake.countDown();
        await().until(() -> !panel.engine.drives(id));
        panel.engine.pickUp();
        panel.awaits(id, OperationStatus.SUCCEEDED);
        assertThat(first.times("apply")).isOne();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotTakeFromItselfWhenThePanelFreesWhatOthersHeld() {
        Leases leases = panel().leases;
        Lease lease = leases.take("cluster:shop").orElseThrow();

        leases.freeOthers();

        leases.hold(lease);
    }

    @Test
    void goesWithTheOperationsEnd() {
        TestPanel panel = panel();

        panel.runsTo(OperationStatus.SUCCEEDED);

        assertThat(panel.leases.take("cluster:shop")).isPresent();
    }
}
