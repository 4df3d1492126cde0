package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationView;

/**
 * What a failover brings over from a dead source's disk. The danger: a sale that was acknowledged and is gone although its source's
 * host could be read, or a report that says that nothing was lost where nobody looked.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalvageLabTests {

    private static final Duration PERIOD = Duration.ofMillis(2);

    private FailoverPair pair;

    @BeforeAll
    void start() {
        pair = FailoverPair.begin();
    }

    @AfterAll
    void stop() {
        pair.close();
    }

    @BeforeEach
    void inOrder() {
        pair.inOrder();
    }

    @Test
    void savesWhatNoReplicaHadReceived() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        try (Till till = Till.open(PERIOD, old)) {
            till.awaitSales(50);
            next.sql("STOP REPLICA IO_THREAD");
            till.awaitSales(300);
            old.sql("FLUSH BINARY LOGS");
            old.sql("CREATE TABLE secondhand_production.only_here (id INT PRIMARY KEY, word VARCHAR(40)); "
                    + "INSERT INTO secondhand_production.only_here VALUES (1, 'Grün''s \\\\ \"half\"')");
            till.awaitSales(100);
            old.killServer();
            Ledger ledger = till.stop();
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            assertThat(FailoverPair.lost(operation)).isZero();
            assertThat((Integer) operation.result().get("salvagedTransactions")).isGreaterThan(400);
            assertThat(FailoverPair.compared(ledger, next)).matches(Ledger.Comparison::agrees);
        }
        old.startServer();
        assertThat(next.sql("SELECT * FROM secondhand_production.only_here"))
                .isEqualTo(old.sql("SELECT * FROM secondhand_production.only_here")).startsWith("1\tGrün's");
        next.sql("DROP TABLE secondhand_production.only_here");
    }

    @Test
    void doesNotCallNothingLostWhatItCouldNotLookAt() {
        LabHost old = pair.source();
        old.killServer();
        pair.awaitLost(old);
        old.exec("cd /var/lib/mysql && mv binlog.index binlog.index.away");
        try {
            OperationView operation = pair.failsOver(Map.of());

            assertThat(operation.result()).doesNotContainKey("salvagedTransactions");
            assertThat((Map<?, ?>) operation.result().get("lostTransactions")).extracting("atLeast").isEqualTo(true);
            assertThat(operation.result().get("notRead")).asString().contains("no index of it", "stays there");
        } finally {
            old.exec("cd /var/lib/mysql && mv binlog.index.away binlog.index");
        }
    }

    @Test
    void goesOnWithWhatStandsBeforeADamageOfTheBinaryLog() {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        next.sql("STOP REPLICA IO_THREAD");
        old.sql("FLUSH BINARY LOGS; CREATE TABLE secondhand_production.before_it (id INT PRIMARY KEY)");
        String log = "/var/lib/mysql/" + old.sql("SHOW BINARY LOG STATUS").split("\t")[0];
        String place = old.sql("SHOW BINARY LOG STATUS").split("\t")[1];
        old.sql("CREATE TABLE secondhand_production.after_it (id INT PRIMARY KEY)");
        old.killServer();
        pair.awaitLost(old);
        old.exec("cp -a " + log + " /root/whole && dd if=/dev/zero of=" + log + " bs=1 seek=" + (Long.parseLong(place) + 40)
                + " count=60 conv=notrunc");
        try {
            OperationView operation = pair.failsOver(Map.of());

            assertThat(next.sql("SHOW TABLES FROM secondhand_production LIKE '%e_it'")).isEqualTo("before_it");
            assertThat(operation.result().get("notRead")).as(() -> FailoverPair.story(operation)).asString().contains(log);
            assertThat((Map<?, ?>) operation.result().get("lostTransactions")).extracting("atLeast").isEqualTo(true);
        } finally {
            old.exec("cp -a /root/whole " + log);
        }
        // the rest of the class starts from equal data
        old.startServer();
        old.sql("SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; DROP TABLE secondhand_production.after_it; "
                + "SET GLOBAL super_read_only=ON");
        next.sql("DROP TABLE secondhand_production.before_it");
        String onlyThere = old.sql("SELECT GTID_SUBTRACT(@@gtid_executed, '" + next.sql("SELECT @@gtid_executed").replace("\\n", "") + "')");
        String[] range = onlyThere.substring(onlyThere.indexOf(':') + 1).split("-");
        for (long one = Long.parseLong(range[0]); one <= Long.parseLong(range[range.length - 1]); one++) {
            next.sql("SET GTID_NEXT='" + onlyThere.substring(0, onlyThere.indexOf(':') + 1) + one + "'; BEGIN; COMMIT; SET GTID_NEXT='AUTOMATIC'");
        }
    }

    @Test
    void keepsWhatCannotBeApplied() {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        old.sql("CREATE TABLE secondhand_production.clash (id INT PRIMARY KEY, word VARCHAR(40))");
        Awaitility.await().atMost(FailoverPair.PATIENCE).until(() -> !next.sql("SHOW TABLES FROM secondhand_production LIKE 'clash'").isEmpty());
        next.sql("STOP REPLICA IO_THREAD; SET GLOBAL read_only=OFF; SET SESSION sql_log_bin=0; "
                + "INSERT INTO secondhand_production.clash VALUES (2, 'written here'); SET GLOBAL super_read_only=ON");
        old.sql("INSERT INTO secondhand_production.clash VALUES (1, 'one'); INSERT INTO secondhand_production.clash VALUES (2, 'two'); "
                + "INSERT INTO secondhand_production.clash VALUES (3, 'three')");
        old.killServer();
        pair.awaitLost(old);

        OperationView operation = pair.failsOver(Map.of());

        assertThat(next.sql("SELECT word FROM secondhand_production.clash ORDER BY id")).isEqualTo("one\nwritten here\nthree");
        assertThat(FailoverPair.lost(operation)).isEqualTo(1);
        assertThat(String.valueOf(operation.result().get("lostTransactions"))).contains("gtidSet", "rows.sql");
        assertThat(FailoverPair.story(operation)).contains("1062").doesNotContain("### ");
        // the rest of the class starts from equal data
        next.sql("DROP TABLE secondhand_production.clash");
        old.startServer();
        old.sql("SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; DELETE FROM secondhand_production.clash WHERE id=2; "
                + "SET SESSION sql_log_bin=1; SET GLOBAL super_read_only=ON");
        next.sql("SET GTID_NEXT='" + FailoverPair.gtid(operation) + "'; BEGIN; COMMIT; SET GTID_NEXT='AUTOMATIC'");
    }

    /** A backup or a forgotten session on the candidate holds a table: without a limit every writer would wait for it. */
    @Test
    void leavesOutWhatSomebodyOnTheCandidateBlocks() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        old.sql("CREATE TABLE secondhand_production.held (id INT PRIMARY KEY)");
        Awaitility.await().atMost(FailoverPair.PATIENCE).until(() -> !next.sql("SHOW TABLES FROM secondhand_production LIKE 'held'").isEmpty());
        next.sql("STOP REPLICA IO_THREAD");
        old.sql("ALTER TABLE secondhand_production.held ADD COLUMN word VARCHAR(40); CREATE TABLE secondhand_production.after_it (id INT PRIMARY KEY)");
        old.killServer();
        pair.awaitLost(old);
        try (Connection holding = next.jdbc(); Statement reading = holding.createStatement()) {
            holding.setAutoCommit(false);
            reading.executeQuery("SELECT * FROM secondhand_production.held");

            OperationView operation = pair.failsOver(Map.of());

            assertThat(FailoverPair.lost(operation)).as(() -> FailoverPair.story(operation)).isEqualTo(1);
            assertThat(FailoverPair.story(operation)).contains("1205");
            assertThat(next.sql("SHOW TABLES FROM secondhand_production LIKE 'after_it'")).isEqualTo("after_it");
            holding.rollback();
            next.sql("DROP TABLE secondhand_production.held, secondhand_production.after_it; SET GTID_NEXT='" + FailoverPair.gtid(operation)
                    + "'; BEGIN; COMMIT; SET GTID_NEXT='AUTOMATIC'");
        }
    }

    @Test
    void startsAStoppedApplierAndWaitsForIt() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        try (Till till = Till.open(PERIOD, old)) {
            next.sql("STOP REPLICA SQL_THREAD");
            till.awaitSales(400);
            old.killServer();
            Ledger ledger = till.stop();
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            assertThat(FailoverPair.lost(operation)).isZero();
            assertThat(FailoverPair.compared(ledger, next)).matches(Ledger.Comparison::agrees);
        }
    }

    /** What enrolment found is old; a copy that was left there shows no server, and a log that ends before the last sales. */
    @Test
    void endsAndReadsAServerWhoseDataWereMovedSinceEnrolment() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        moveData(old, "/var/lib/mysql", "/srv/mysql");
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(50);
            next.sql("STOP REPLICA IO_THREAD");
            till.awaitSales(100);
            old.exec("pkill -STOP -x mysqld");
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            till.awaitSales(50);
            assertThat(old.exec("pgrep -x mysqld || echo none").strip()).as(() -> FailoverPair.story(operation)).isEqualTo("none");
            assertThat(operation.result()).containsEntry("fenced", true);
            assertThat(FailoverPair.lost(operation)).isZero();
            assertThat(FailoverPair.compared(till.stop(), next)).as(() -> FailoverPair.story(operation)).matches(Ledger.Comparison::agrees);
        } finally {
            old.tryExec("pkill -KILL -x mysqld");
            moveData(old, "/srv/mysql", "/var/lib/mysql");
        }
        FailoverPair.startsClosed(old);
    }

    /** Returns when the panel has seen the server there; the copy left behind is where enrolment found it. */
    private void moveData(LabHost host, String from, String to) {
        host.exec("service mysql stop; mkdir -p " + to + " && find " + to + " -mindepth 1 -delete && cp -a " + from + "/. " + to
                + " && chown mysql:mysql " + to + " && sed -i 's|^datadir .*|datadir = " + to + "|' /etc/mysql/my.cnf && service mysql start");
        Awaitility.await().atMost(FailoverPair.PATIENCE).until(() -> pair.panel().bean(Monitor.class).host(host.name())
                .filter(HostState::reachable).map(seen -> seen.settings().get("datadir")).filter((to + "/")::equals).isPresent());
    }
}
