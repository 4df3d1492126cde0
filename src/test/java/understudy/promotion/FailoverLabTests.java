package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.finding.Finding;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.StartResult;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * Whole failovers by the engine, over SSH, with a writer that remembers every acknowledged commit. The danger: a failover while
 * the source lives, or an old source that comes back and takes writes.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverLabTests {

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
    void losesNothingWhenTheServerIsKilled() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(200);
            old.killServer();
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            till.awaitSales(50);
            assertThat(pair.source()).isSameAs(next);
            assertThat(operation.result()).containsEntry("source", next.name()).containsEntry("fenced", true)
                    .containsKey("writeOutageMillis");
            assertThat(FailoverPair.lost(operation)).isZero();
            assertThat(operation.result().get("lostTransactions")).isEqualTo(Map.of("count", 0));
            assertThat(FailoverPair.compared(till.stop(), next)).matches(Ledger.Comparison::agrees);
        }
        assertThat(pair.panel().bean(Clusters.class).get(LabPanel.CLUSTER).hosts(Member.Role.DETACHED)).containsExactly(old.name());
        FailoverPair.startsClosed(old);
        assertThat(old.sql("SELECT GTID_SUBSET(@@gtid_executed, '" + next.sql("SELECT @@gtid_executed").replace("\n", "")
                .replace("\\n", "") + "')")).as("nothing of the old source is errant").isEqualTo("1");
    }

    @Test
    void refusesWhileTheSourceLives() {
        assertThat(pair.start(LabPanel.CLUSTER, Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceAlive"));
        assertThat(pair.source().sql("SELECT @@read_only")).isEqualTo("0");
    }

    @Test
    void losesNothingWhenTheServerIsFrozen() throws SQLException {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        try (Till till = Till.open(PERIOD, old, next)) {
            till.awaitSales(100);
            old.exec("pkill -STOP -x mysqld");
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            till.awaitSales(50);
            assertThat(operation.result()).containsEntry("fenced", true);
            assertThat(FailoverPair.lost(operation)).isZero();
            assertThat(FailoverPair.compared(till.stop(), next)).matches(Ledger.Comparison::agrees);
        }
        FailoverPair.startsClosed(old);
    }

    /** What the server keeps wins over its files, and can't be taken back while it is frozen: thawed, it would take writes again. */
    @Test
    void endsAFrozenServerThatCannotBeToldToStartClosed() {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        old.sql("SET PERSIST read_only=OFF");
        old.exec("pkill -STOP -x mysqld");
        pair.awaitLost(old);

        OperationView stopped = pair.ended(pair.start(LabPanel.CLUSTER, Map.of()));

        assertThat(stopped.state()).as(() -> FailoverPair.story(stopped)).isEqualTo(OperationStatus.FAILED);
        assertThat(stopped.error()).extracting(Finding::code).isEqualTo("FenceFailed");
        assertThat(old.exec("pgrep -x mysqld || echo none").strip()).isEqualTo("none");
        assertThat(next.sql("SELECT @@read_only")).isEqualTo("1");

        old.exec("rm /var/lib/mysql/mysqld-auto.cnf");
        assertThat(pair.failsOver(Map.of()).result()).containsEntry("fenced", true);
        FailoverPair.startsClosed(old);
    }

    /** Somebody else's server is neither a sign of life nor to be ended. */
    @Test
    void leavesAnotherServerOfTheSameHostAlone() {
        LabHost old = pair.source();
        String own = "mysqld --no-defaults --user=mysql --datadir=/srv/other --innodb-buffer-pool-size=16M";
        old.exec("rm -rf /srv/other && " + own + " --initialize-insecure");
        old.killServer();
        old.exec(own + " --port=3307 --socket=/tmp/other.sock --mysqlx=OFF --pid-file=/srv/other/pid --log-error=/srv/other/log --daemonize");
        try {
            pair.awaitLost(old);

            OperationView operation = pair.failsOver(Map.of());

            assertThat(operation.result()).as(() -> FailoverPair.story(operation)).containsEntry("fenced", true);
            assertThat(old.exec("mysqladmin --no-defaults --socket=/tmp/other.sock ping")).contains("alive");
        } finally {
            old.exec("kill -KILL $(cat /srv/other/pid)");
        }
    }

    @Test
    void goesOnUnfencedOnlyWhereThatIsAccepted() {
        LabHost old = pair.source();
        LabHost next = pair.other(old);
        old.pause();
        try {
            pair.awaitLost(old);
            Awaitility.await().atMost(FailoverPair.PATIENCE).until(() -> !pair.panel().bean(Monitor.class).host(old.name())
                    .map(HostState::sshReachable).orElse(true));
            assertThat(pair.start(LabPanel.CLUSTER, Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                    assertThat(refused.findings()).extracting(Finding::code).containsExactly("CannotFence"));

            OperationView operation = pair.failsOver(Map.of("acceptUnfenced", true));

            assertThat(operation.result()).containsEntry("fenced", false).containsEntry("source", next.name());
            assertThat(next.sql("SELECT @@read_only")).isEqualTo("0");
        } finally {
            old.unpause();
        }
        old.sql("SET GLOBAL super_read_only=ON");
    }

    @Test
    void asksForTheClustersName() {
        LabHost old = pair.source();
        old.killServer();
        pair.awaitLost(old);

        assertThat(pair.start(null, Map.of())).isInstanceOfSatisfying(StartResult.NeedsConfirmation.class,
                needs -> assertThat(needs.name()).isEqualTo(LabPanel.CLUSTER));

        old.startServer();
        old.sql("SET GLOBAL read_only=OFF");
        pair.panel().awaitHealth(Health.HEALTHY);
    }
}
