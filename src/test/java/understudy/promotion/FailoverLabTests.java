package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * Whole failovers by the engine, over SSH, with a writer that remembers every acknowledged commit. The danger: a sale that was
 * acknowledged and is gone although its source's host could be read, or an old source that comes back and takes writes.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PERIOD = Duration.ofMillis(2);

    private Lab lab;
    private LabPanel panel;

    @BeforeAll
    void start() {
        lab = Lab.start(LabHostSpec.host("mercury").seesProcesses(), LabHostSpec.host("uranus").seesProcesses());
        panel = LabPanel.start();
        panel.adopt(lab.host("mercury"), lab.host("uranus"));
    }

    @AfterAll
    void stop() {
        panel.close();
        lab.close();
    }

    /** As a rejoin would: the one that was fenced follows the other. */
    @BeforeEach
    void inOrder() {
        LabHost source = source();
        LabHost other = other(source);
        if (!other.serverAnswers()) {
            other.startServer();
        }
        if (other.sql("SHOW REPLICA STATUS").isEmpty()) {
            LabPanel.follow(other, source);
        }
        other.sql("START REPLICA");
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.with(other.name(), Member.Role.REPLICA));
        panel.awaitHealth(Health.HEALTHY);
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).ready());
    }

    private LabHost source() {
        return lab.host(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source().orElseThrow());
    }

    private LabHost other(LabHost host) {
        return lab.host(host.name().equals("mercury") ? "uranus" : "mercury");
    }

    private StartResult start(@Nullable String confirm, Map<String, Object> options) {
        return panel.bean(Operations.class).start(new OperationRequest(OperationKind.FAILOVER, LabPanel.CLUSTER, null, Pace.AUTO,
                confirm, null, options, Actor.PANEL));
    }

    private void awaitLost(LabHost source) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(
                () -> !panel.bean(Monitor.class).host(source.name()).map(HostState::reachable).orElse(true));
    }

    private OperationView ended(StartResult result) {
        assertThat(result).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) result).id();
        return Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                operation -> List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.ROLLED_BACK)
                        .contains(operation.state()));
    }

    private OperationView failsOver(Map<String, Object> options) {
        OperationView operation = ended(start(LabPanel.CLUSTER, options));
        assertThat(operation.state()).as(() -> story(operation)).isEqualTo(OperationStatus.SUCCEEDED);
        return operation;
    }

    private static String story(OperationView operation) {
        return operation.state() + " " + operation.result() + " " + operation.error() + operation.steps().stream().map(step -> "\n"
                + step.step() + " " + step.state() + " " + step.startedAt() + " " + step.finishedAt() + " " + step.message() + " "
                + step.output()).toList();
    }

    private static Ledger.Comparison compared(Ledger ledger, LabHost host) throws SQLException {
        try (var connection = host.jdbc()) {
            return ledger.compareWith(connection);
        }
    }

    private static long lost(OperationView operation) {
        return ((Number) ((Map<?, ?>) operation.result().get("lostTransactions")).get("count")).longValue();
    }

    private static void startsClosed(LabHost host) {
        if (!host.serverAnswers()) {
            host.startServer();
        }
        assertThat(host.sql("SELECT @@read_only, @@super_read_only")).as(host.name()).isEqualTo("1\t1");
    }

    @Test
    void losesNothingWhenTheServerIsKilled() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(200);
            old.killServer();
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            till.awaitSales(50);
            assertThat(source()).isSameAs(next);
            assertThat(operation.result()).containsEntry("source", next.name()).containsEntry("fenced", true)
                    .containsKey("writeOutageMillis");
            assertThat(lost(operation)).isZero();
            assertThat(operation.result().get("lostTransactions")).isEqualTo(Map.of("count", 0));
            assertThat(compared(till.stop(), next)).matches(Ledger.Comparison::agrees);
        }
        assertThat(panel.bean(Clusters.class).get(LabPanel.CLUSTER).hosts(Member.Role.DETACHED)).containsExactly(old.name());
        startsClosed(old);
        assertThat(old.sql("SELECT GTID_SUBSET(@@gtid_executed, '" + next.sql("SELECT @@gtid_executed").replace("\n", "")
                .replace("\\n", "") + "')")).as("nothing of the old source is errant").isEqualTo("1");
    }

    @Test
    void refusesWhileTheSourceLives() {
        assertThat(start(LabPanel.CLUSTER, Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceAlive"));
        assertThat(source().sql("SELECT @@read_only")).isEqualTo("0");
    }

    @Test
    void losesNothingWhenTheServerIsFrozen() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(100);
            old.exec("pkill -STOP -x mysqld");
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            till.awaitSales(50);
            assertThat(operation.result()).containsEntry("fenced", true);
            assertThat(lost(operation)).isZero();
            assertThat(compared(till.stop(), next)).matches(Ledger.Comparison::agrees);
        }
        startsClosed(old);
    }

    /** What the server keeps wins over its files, and can't be taken back while it is frozen: thawed, it would take writes again. */
    @Test
    void endsAFrozenServerThatCannotBeToldToStartClosed() {
        LabHost old = source();
        LabHost next = other(old);
        old.sql("SET PERSIST read_only=OFF");
        old.exec("pkill -STOP -x mysqld");
        awaitLost(old);

        OperationView stopped = ended(start(LabPanel.CLUSTER, Map.of()));

        assertThat(stopped.state()).as(() -> story(stopped)).isEqualTo(OperationStatus.FAILED);
        assertThat(stopped.error()).extracting(Finding::code).isEqualTo("FenceFailed");
        assertThat(old.exec("pgrep -x mysqld || echo none").strip()).isEqualTo("none");
        assertThat(next.sql("SELECT @@read_only")).isEqualTo("1");

        old.exec("rm /var/lib/mysql/mysqld-auto.cnf");
        assertThat(failsOver(Map.of()).result()).containsEntry("fenced", true);
        startsClosed(old);
    }

    @Test
    void savesWhatNoReplicaHadReceived() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
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
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            assertThat(lost(operation)).isZero();
            assertThat((Integer) operation.result().get("salvagedTransactions")).isGreaterThan(400);
            assertThat(compared(ledger, next)).matches(Ledger.Comparison::agrees);
        }
        old.startServer();
        assertThat(next.sql("SELECT * FROM secondhand_production.only_here"))
                .isEqualTo(old.sql("SELECT * FROM secondhand_production.only_here")).startsWith("1\tGrün's");
        next.sql("DROP TABLE secondhand_production.only_here");
    }

    /** What enrolment found is old; a copy that was left there shows no server, and a log that ends before the last sales. */
    @Test
    void endsAndReadsAServerWhoseDataWereMovedSinceEnrolment() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
        moveData(old, "/var/lib/mysql", "/srv/mysql");
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(50);
            next.sql("STOP REPLICA IO_THREAD");
            till.awaitSales(100);
            old.exec("pkill -STOP -x mysqld");
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            till.awaitSales(50);
            assertThat(old.exec("pgrep -x mysqld || echo none").strip()).as(() -> story(operation)).isEqualTo("none");
            assertThat(operation.result()).containsEntry("fenced", true);
            assertThat(lost(operation)).isZero();
            assertThat(compared(till.stop(), next)).as(() -> story(operation)).matches(Ledger.Comparison::agrees);
        } finally {
            old.tryExec("pkill -KILL -x mysqld");
            moveData(old, "/srv/mysql", "/var/lib/mysql");
        }
        startsClosed(old);
    }

    /** Somebody else's server is neither a sign of life nor to be ended. */
    @Test
    void leavesAnotherServerOfTheSameHostAlone() {
        LabHost old = source();
        String own = "mysqld --no-defaults --user=mysql --datadir=/srv/other --innodb-buffer-pool-size=16M";
        old.exec("rm -rf /srv/other && " + own + " --initialize-insecure");
        old.killServer();
        old.exec(own + " --port=3307 --socket=/tmp/other.sock --mysqlx=OFF --pid-file=/srv/other/pid --log-error=/srv/other/log --daemonize");
        try {
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            assertThat(operation.result()).as(() -> story(operation)).containsEntry("fenced", true);
            assertThat(old.exec("mysqladmin --no-defaults --socket=/tmp/other.sock ping")).contains("alive");
        } finally {
            old.exec("kill -KILL $(cat /srv/other/pid)");
        }
    }

    /** Returns when the panel has seen the server there; the copy left behind is where enrolment found it. */
    private void moveData(LabHost host, String from, String to) {
        host.exec("service mysql stop; mkdir -p " + to + " && find " + to + " -mindepth 1 -delete && cp -a " + from + "/. " + to
                + " && chown mysql:mysql " + to + " && sed -i 's|^datadir .*|datadir = " + to + "|' /etc/mysql/my.cnf && service mysql start");
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Monitor.class).host(host.name())
                .filter(HostState::reachable).map(seen -> seen.settings().get("datadir")).filter((to + "/")::equals).isPresent());
    }

    @Test
    void doesNotCallNothingLostWhatItCouldNotLookAt() {
        LabHost old = source();
        old.killServer();
        awaitLost(old);
        old.exec("cd /var/lib/mysql && mv binlog.index binlog.index.away");
        try {
            OperationView operation = failsOver(Map.of());

            assertThat(operation.result()).doesNotContainKey("salvagedTransactions");
            assertThat((Map<?, ?>) operation.result().get("lostTransactions")).extracting("atLeast").isEqualTo(true);
            assertThat(operation.result().get("notRead")).asString().contains("no index of it", "stays there");
        } finally {
            old.exec("cd /var/lib/mysql && mv binlog.index.away binlog.index");
        }
    }

    @Test
    void goesOnWithWhatStandsBeforeADamageOfTheBinaryLog() {
        LabHost old = source();
        LabHost next = other(old);
        next.sql("STOP REPLICA IO_THREAD");
        old.sql("FLUSH BINARY LOGS; CREATE TABLE secondhand_production.before_it (id INT PRIMARY KEY)");
        String log = "/var/lib/mysql/" + old.sql("SHOW BINARY LOG STATUS").split("\t")[0];
        String place = old.sql("SHOW BINARY LOG STATUS").split("\t")[1];
        old.sql("CREATE TABLE secondhand_production.after_it (id INT PRIMARY KEY)");
        old.killServer();
        awaitLost(old);
        old.exec("cp -a " + log + " /root/whole && dd if=/dev/zero of=" + log + " bs=1 seek=" + (Long.parseLong(place) + 40)
                + " count=60 conv=notrunc");
        try {
            OperationView operation = failsOver(Map.of());

            assertThat(next.sql("SHOW TABLES FROM secondhand_production LIKE '%e_it'")).isEqualTo("before_it");
            assertThat(operation.result().get("notRead")).as(() -> story(operation)).asString().contains(log);
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
        LabHost old = source();
        LabHost next = other(old);
        old.sql("CREATE TABLE secondhand_production.clash (id INT PRIMARY KEY, word VARCHAR(40))");
        Awaitility.await().atMost(PATIENCE).until(() -> !next.sql("SHOW TABLES FROM secondhand_production LIKE 'clash'").isEmpty());
        next.sql("STOP REPLICA IO_THREAD; SET GLOBAL read_only=OFF; SET SESSION sql_log_bin=0; "
                + "INSERT INTO secondhand_production.clash VALUES (2, 'written here'); SET GLOBAL super_read_only=ON");
        old.sql("INSERT INTO secondhand_production.clash VALUES (1, 'one'); INSERT INTO secondhand_production.clash VALUES (2, 'two'); "
                + "INSERT INTO secondhand_production.clash VALUES (3, 'three')");
        old.killServer();
        awaitLost(old);

        OperationView operation = failsOver(Map.of());

        assertThat(next.sql("SELECT word FROM secondhand_production.clash ORDER BY id")).isEqualTo("one\nwritten here\nthree");
        assertThat(lost(operation)).isEqualTo(1);
        assertThat(String.valueOf(operation.result().get("lostTransactions"))).contains("gtidSet", "rows.sql");
        assertThat(story(operation)).contains("1062").doesNotContain("### ");
        // the rest of the class starts from equal data
        next.sql("DROP TABLE secondhand_production.clash");
        old.startServer();
        old.sql("SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; DELETE FROM secondhand_production.clash WHERE id=2; "
                + "SET SESSION sql_log_bin=1; SET GLOBAL super_read_only=ON");
        lab.host(next.name()).sql("SET GTID_NEXT='" + gtid(operation) + "'; BEGIN; COMMIT; SET GTID_NEXT='AUTOMATIC'");
    }

    /** A backup or a forgotten session on the candidate holds a table: without a limit every writer would wait for it. */
    @Test
    void leavesOutWhatSomebodyOnTheCandidateBlocks() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
        old.sql("CREATE TABLE secondhand_production.held (id INT PRIMARY KEY)");
        Awaitility.await().atMost(PATIENCE).until(() -> !next.sql("SHOW TABLES FROM secondhand_production LIKE 'held'").isEmpty());
        next.sql("STOP REPLICA IO_THREAD");
        old.sql("ALTER TABLE secondhand_production.held ADD COLUMN word VARCHAR(40); CREATE TABLE secondhand_production.after_it (id INT PRIMARY KEY)");
        old.killServer();
        awaitLost(old);
        try (Connection holding = next.jdbc(); Statement reading = holding.createStatement()) {
            holding.setAutoCommit(false);
            reading.executeQuery("SELECT * FROM secondhand_production.held");

            OperationView operation = failsOver(Map.of());

            assertThat(lost(operation)).as(() -> story(operation)).isEqualTo(1);
            assertThat(story(operation)).contains("1205");
            assertThat(next.sql("SHOW TABLES FROM secondhand_production LIKE 'after_it'")).isEqualTo("after_it");
            holding.rollback();
            next.sql("DROP TABLE secondhand_production.held, secondhand_production.after_it; SET GTID_NEXT='" + gtid(operation)
                    + "'; BEGIN; COMMIT; SET GTID_NEXT='AUTOMATIC'");
        }
    }

    private static Object gtid(OperationView operation) {
        return ((Map<?, ?>) operation.result().get("lostTransactions")).get("gtidSet");
    }

    @Test
    void goesOnUnfencedOnlyWhereThatIsAccepted() {
        LabHost old = source();
        LabHost next = other(old);
        old.pause();
        try {
            awaitLost(old);
            Awaitility.await().atMost(PATIENCE).until(() -> !panel.bean(Monitor.class).host(old.name())
                    .map(HostState::sshReachable).orElse(true));
            assertThat(start(LabPanel.CLUSTER, Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                    assertThat(refused.findings()).extracting(Finding::code).containsExactly("CannotFence"));

            OperationView operation = failsOver(Map.of("acceptUnfenced", true));

            assertThat(operation.result()).containsEntry("fenced", false).containsEntry("source", next.name());
            assertThat(next.sql("SELECT @@read_only")).isEqualTo("0");
        } finally {
            old.unpause();
        }
        old.sql("SET GLOBAL super_read_only=ON");
    }

    @Test
    void startsAStoppedApplierAndWaitsForIt() throws SQLException {
        LabHost old = source();
        LabHost next = other(old);
        try (Till till = Till.open(PERIOD, old)) {
            next.sql("STOP REPLICA SQL_THREAD");
            till.awaitSales(400);
            old.killServer();
            Ledger ledger = till.stop();
            awaitLost(old);

            OperationView operation = failsOver(Map.of());

            assertThat(lost(operation)).isZero();
            assertThat(compared(ledger, next)).matches(Ledger.Comparison::agrees);
        }
    }

    @Test
    void asksForTheClustersName() {
        LabHost old = source();
        old.killServer();
        awaitLost(old);

        assertThat(start(null, Map.of())).isInstanceOfSatisfying(StartResult.NeedsConfirmation.class,
                needs -> assertThat(needs.name()).isEqualTo(LabPanel.CLUSTER));

        old.startServer();
        old.sql("SET GLOBAL read_only=OFF");
        panel.awaitHealth(Health.HEALTHY);
    }
}
