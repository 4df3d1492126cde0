package understudy.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import understudy.comparison.CheckTables;
import understudy.lab.Till;
import understudy.operation.Inspection;
import understudy.operation.Outcome;
import understudy.operation.Step;
import understudy.operation.Undo;
import understudy.replication.FollowSource;
import understudy.replication.LabPair;
import understudy.replication.ReachSource;
import understudy.replication.StartReplication;
import understudy.replication.StopFollowing;
import understudy.replication.WaitUntilCaughtUp;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** The way of a replica's data on two real servers, with the till selling all the time; the tests go on from one to the next. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CopyAndFollowLabTests {


    @TempDir
    private static Path data;

    private LabPair pair;
    private Till till;

    @BeforeAll
    void start() {
        pair = new LabPair(data, 15);
        pair.mercury.sql("CREATE DATABASE `-odd``name's`; CREATE TABLE `-odd``name's`.`t``\"x'` (a INT, `b``c` VARBINARY(300),"
                + " j JSON, t TEXT, v INT GENERATED ALWAYS AS (a + 1) VIRTUAL, s INT GENERATED ALWAYS AS (a * 2) STORED, g POINT,"
                + " d DECIMAL(30,10), f DOUBLE, e ENUM('ä','b'), y BIT(9), m TIMESTAMP(6) NULL);"
                + "INSERT INTO `-odd``name's`.`t``\"x'` (a, `b``c`, j, t, g, d, f, e, y, m) VALUES (1, 0x00FF27225C0A0D1A, '{\"k\": [1, null]}',"
                + " 'a\\'b\"\\\\\\n\\r\\0ü', POINT(1, 2), 1.5, 0.1, 'ä', b'101', NOW(6)), (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                + " (1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        pair.mercury.exec("mysql --commands secondhand_production <<'SQL'\nDELIMITER //\n"
                + "CREATE DEFINER='nobody'@'nowhere' FUNCTION twice(x INT) RETURNS INT DETERMINISTIC BEGIN RETURN 2 * x; END//\n"
                + "CREATE TRIGGER loud BEFORE INSERT ON pages FOR EACH ROW BEGIN SET NEW.title = CONCAT(NEW.title, '!'); END//\n"
                + "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY DO DELETE FROM pages WHERE id < 0//\n"
                + "CREATE DEFINER='pierre'@'localhost' VIEW open_lists AS SELECT id FROM lists WHERE accepted_on IS NULL//\nSQL");
        till = Till.open(Duration.ofMillis(20), pair.mercury);
        till.awaitSales(5);
    }

    @AfterAll
    void stop() {
        if (till != null) {
            till.close();
        }
        if (pair != null) {
            pair.close();
        }
    }

    private MarkUnusable.Parameters mark() {
        return new MarkUnusable.Parameters(LabPair.CLUSTER, LabPair.SOURCE, LabPair.REPLICA, false, List.of());
    }

    private EmptyReplica.Parameters empty(String... confirmed) {
        return new EmptyReplica.Parameters(LabPair.SOURCE, LabPair.REPLICA, false, List.of(confirmed));
    }

    private CopyData.Parameters copy(CopyWay way) {
        return new CopyData.Parameters(LabPair.SOURCE, LabPair.REPLICA, way);
    }

    private CheckTables.Parameters check() {
        return new CheckTables.Parameters(LabPair.SOURCE, LabPair.REPLICA, List.of("secondhand_production", "-odd`name's"));
    }

    private <P extends Record> Outcome applies(Class<? extends Step<P>> type, P parameters, CopyNotes notes) {
        Step<P> step = pair.bean(type);
        assertThat(step.inspect(parameters)).isInstanceOf(Inspection.Possible.class);
        return step.apply(parameters, step.plan(parameters), notes);
    }

    private <P extends Record> void doesOnce(Class<? extends Step<P>> type, P parameters) {
        assertThat(applies(type, parameters, new CopyNotes())).isInstanceOf(Outcome.Applied.class);
        assertThat(pair.bean(type).verify(parameters)).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(pair.bean(type).inspect(parameters)).isInstanceOf(Inspection.AlreadyDone.class);
    }

    @Test
    @Order(1)
    void keepsDataThatNobodyAgreedToLose() {
        pair.uranus.sql("CREATE DATABASE precious; CREATE TABLE precious.t (a INT)");

        assertThat(pair.bean(MarkUnusable.class).inspect(mark())).isInstanceOfSatisfying(Inspection.Blocked.class,
                blocked -> assertThat(blocked.findings()).extracting("code").containsExactly("ReplicaHoldsData"));
        assertThat(pair.bean(EmptyReplica.class).inspect(empty("other"))).isInstanceOf(Inspection.Blocked.class);
        assertThat(pair.bean(CopyData.class).inspect(copy(CopyWay.STREAM))).isInstanceOf(Inspection.Blocked.class);
    }

    @Test
    @Order(2)
    void emptiesWhatWasConfirmedAndOnlyOnce() {
        doesOnce(EmptyReplica.class, empty("precious"));

        assertThat(pair.uranus.sql("SHOW DATABASES")).doesNotContain("precious").contains(UserDatabases.UNFINISHED_COPY);
        assertThat(pair.uranus.sql("SELECT @@gtid_executed")).isEmpty();
    }

    @Test
    @Order(3)
    void marksTheReplicaAsNotReady() {
        doesOnce(MarkUnusable.class, mark());

        assertThat(pair.bean(Clusters.class).get(LabPair.CLUSTER).hosts(Member.Role.UNUSABLE)).containsExactly(LabPair.REPLICA);
    }

    @Test
    @Order(4)
    void leavesAMarkedHalfCopyWhenCancelledAndStopsBothEnds() {
        CopyNotes notes = new CopyNotes().cancellingAfter(2_000_000);

        assertThat(applies(CopyData.class, copy(CopyWay.STREAM), notes)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("CopyCancelled"));

        assertThat(pair.mercury.tryExec("pgrep -x mysqldump").getStdout()).isEmpty();
        assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
        assertThat(pair.uranus.tryExec("pgrep -x mysql").getStdout()).isEmpty();
        assertThat(pair.uranus.sql("SHOW DATABASES")).contains(UserDatabases.UNFINISHED_COPY);
        assertThat(pair.uranus.sql("SELECT @@gtid_executed")).isEmpty();
    }

    @Test
    @Order(5)
    void takesBackAHalfCopy() {
        CopyData step = pair.bean(CopyData.class);

        assertThat(step.undo(copy(CopyWay.STREAM), step.plan(copy(CopyWay.STREAM)), new CopyNotes())).isInstanceOf(Undo.Undone.class);

        assertThat(pair.uranus.sql("SHOW DATABASES").lines()).containsExactlyInAnyOrder(
                "information_schema", "mysql", "performance_schema", "sys");
    }

    @Test
    @Order(6)
    void copiesByFileLeavingNoFile() {
        doesOnce(CopyData.class, copy(CopyWay.CLASSIC));

        assertThat(pair.mercury.tryExec("ls " + ClassicCopy.DIRECTORY).getExitCode()).isNotZero();
        assertThat(pair.uranus.tryExec("ls " + ClassicCopy.DIRECTORY).getExitCode()).isNotZero();
    }

    @Test
    @Order(7)
    void emptiesGoodDataOnlyWhenToldToCopyAgain() {
        assertThat(pair.bean(EmptyReplica.class).inspect(empty())).isInstanceOf(Inspection.AlreadyDone.class);
        EmptyReplica.Parameters again = new EmptyReplica.Parameters(LabPair.SOURCE, LabPair.REPLICA, true,
                List.of("secondhand_production", "-odd`name's"));
        assertThat(applies(EmptyReplica.class, again, new CopyNotes())).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    @Order(8)
    void failsWhenTheDumpDiesAndSaysSo() {
        Thread killer = Thread.startVirtualThread(() -> pair.mercury.exec(
                "for i in $(seq 1 500); do pkill -9 -x mysqldump && exit 0; sleep 0.02; done; exit 1"));

        assertThat(applies(CopyData.class, copy(CopyWay.STREAM), new CopyNotes())).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isIn("DumpFailed", "DumpIncomplete"));

        assertThat(killer.isAlive()).isFalse();
        assertThat(pair.bean(CopyData.class).inspect(copy(CopyWay.STREAM))).isInstanceOf(Inspection.Possible.class);
    }

    @Test
    @Order(9)
    void failsWhenTheLoadDiesAndSaysSo() {
        Thread.startVirtualThread(() -> pair.uranus.exec(
                "for i in $(seq 1 500); do pgrep -x mysql && ls /var/lib/mysql/secondhand_production/items.ibd && pkill -9 -x mysql && exit 0; sleep 0.02; done; exit 1"));

        assertThat(applies(CopyData.class, copy(CopyWay.STREAM), new CopyNotes())).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("LoadFailed"));
    }

    @Test
    @Order(10)
    void saysThatTheSourceIsBusyInsteadOfHoldingWritesBackForLong() {
        Thread slow = Thread.startVirtualThread(() -> pair.mercury.sql(
                "SELECT SLEEP(8) FROM secondhand_production.events LIMIT 1"));

        assertThat(applies(CopyData.class, copy(CopyWay.STREAM), new CopyNotes())).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("SourceBusy"));
        join(slow);
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Order(11)
    void copiesByStreamWithTheMomentsGtids() {
        doesOnce(CopyData.class, copy(CopyWay.STREAM));

        assertThat(pair.uranus.sql("SELECT @@gtid_purged")).isNotEmpty().isEqualTo(pair.uranus.sql("SELECT @@gtid_executed"));
        assertThat(pair.uranus.sql("SELECT @@super_read_only, @@innodb_redo_log_capacity")).isEqualTo("1\t16777216");
        assertThat(pair.uranus.sql("SELECT routine_name FROM information_schema.routines WHERE definer='nobody@nowhere'"
                + " UNION ALL SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema='secondhand_production'"
                + " UNION ALL SELECT event_name FROM information_schema.events"
                + " UNION ALL SELECT table_name FROM information_schema.views WHERE definer='pierre@localhost'").lines())
                .containsExactly("twice", "loud", "sweep", "open_lists");
        assertThat(pair.uranus.sql("SHOW DATABASES")).doesNotContain(UserDatabases.UNFINISHED_COPY);
    }

    @Test
    @Order(12)
    void followsAndCatchesUpWithTheTill() {
        assertThat(pair.bean(ReachSource.class).inspect(new ReachSource.Parameters(LabPair.CLUSTER, LabPair.SOURCE, LabPair.REPLICA)))
                .isInstanceOf(Inspection.AlreadyDone.class);
        doesOnce(FollowSource.class, new FollowSource.Parameters(LabPair.CLUSTER, LabPair.SOURCE, LabPair.REPLICA));
        doesOnce(StartReplication.class, new StartReplication.Parameters(LabPair.REPLICA));
        till.awaitSales(20);
        var wait = new WaitUntilCaughtUp.Parameters(LabPair.SOURCE, LabPair.REPLICA, 60_000);
        assertThat(pair.bean(WaitUntilCaughtUp.class).apply(wait, pair.bean(WaitUntilCaughtUp.class).plan(wait), new CopyNotes()))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(pair.bean(WaitUntilCaughtUp.class).inspect(wait)).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(pair.bean(MarkUnusable.class).inspect(mark())).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(pair.bean(EmptyReplica.class).inspect(empty())).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(pair.bean(CopyData.class).inspect(copy(CopyWay.CLASSIC))).isInstanceOf(Inspection.AlreadyDone.class);
    }

    @Test
    @Order(13)
    void findsEveryTableEqualWhileTheTillSells() {
        long before = till.acknowledged();
        CopyNotes notes = new CopyNotes();

        assertThat(applies(CheckTables.class, check(), notes)).as("%s", notes.lines).isInstanceOf(Outcome.Applied.class);

        assertThat(till.acknowledged()).isGreaterThan(before);
        assertThat(notes.results.get("differing")).isEqualTo(List.of());
        assertThat(notes.lines).last().asString().matches("No table was held still for longer than \\d+ ms\\.");
        assertThat((Integer) notes.results.get("tables")).isGreaterThan(10);
    }

    @Test
    @Order(14)
    void findsOneChangedRow() {
        pair.uranus.sql("SET GLOBAL super_read_only=OFF; SET sql_log_bin=0;"
                + "UPDATE secondhand_production.items SET price = price + 0.5 WHERE id = 4711; SET GLOBAL super_read_only=ON");

        assertThat(applies(CheckTables.class, check(), new CopyNotes())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.finding().code()).isEqualTo("TablesDiffer");
            assertThat(failed.finding().message()).contains("secondhand_production.items", "1 of ");
        });
        pair.uranus.sql("SET GLOBAL super_read_only=OFF; SET sql_log_bin=0;"
                + "UPDATE secondhand_production.items SET price = price - 0.5 WHERE id = 4711; SET GLOBAL super_read_only=ON");
    }

    @Test
    @Order(15)
    void findsALostTwinRowAndAMissingTable() {
        pair.uranus.sql("SET GLOBAL super_read_only=OFF; SET sql_log_bin=0;"
                + "DELETE FROM `-odd``name's`.`t``\"x'` WHERE j IS NULL; DROP TABLE secondhand_production.news_translations;"
                + "SET GLOBAL super_read_only=ON");

        assertThat(applies(CheckTables.class, check(), new CopyNotes())).isInstanceOfSatisfying(Outcome.Failed.class, failed ->
                assertThat(failed.finding().message()).contains("2 of ", "1 instead of 3 rows", "news_translations is missing"));
    }

    @Test
    @Order(16)
    void stopsFollowingAndStaysClosed() {
        doesOnce(StopFollowing.class, new StopFollowing.Parameters(LabPair.REPLICA, "Detach"));

        assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
        assertThat(pair.uranus.sql("SHOW REPLICA STATUS")).isEmpty();
    }

    @Test
    @Order(17)
    void refusesToFollowWithErrantTransactions() {
        pair.uranus.sql("SET GLOBAL read_only=OFF; CREATE DATABASE stray");

        assertThat(pair.bean(FollowSource.class).inspect(new FollowSource.Parameters(LabPair.CLUSTER, LabPair.SOURCE, LabPair.REPLICA)))
                .isInstanceOfSatisfying(Inspection.Blocked.class,
                        blocked -> assertThat(blocked.findings()).extracting("code").containsExactly("ErrantTransactions"));
    }
}
