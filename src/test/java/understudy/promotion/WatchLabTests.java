package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.finding.Severity;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Till;
import understudy.monitor.Discovery;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.monitor.Timeline;
import understudy.monitor.TimelineEntry;

/** What the panel sees of a living pair. The danger: a page that is green because nobody looked. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchLabTests {

    private Lab lab;
    private LabPanel panel;
    private LabHost mercury;
    private LabHost uranus;

    @BeforeAll
    void start() {
        lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"));
        mercury = lab.host("mercury");
        uranus = lab.host("uranus");
        panel = LabPanel.start();
        panel.adopt(mercury, uranus);
    }

    @AfterAll
    void stop() {
        panel.close();
        lab.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private HostState seen(String host) {
        return panel.bean(Monitor.class).host(host).orElseThrow();
    }

    private HostState.Replication channel() {
        HostState.Replication replication = seen("uranus").replication();
        assertThat(replication).isNotNull();
        return replication;
    }

    @Test
    void seesAHealthyPairWithLagBySubSecondHeartbeat() {
        try (Till till = Till.open(Duration.ofMillis(5), mercury)) {
            till.awaitSales(100);
            soon().untilAsserted(() -> {
                assertThat(channel().sourceHost()).isEqualTo("mercury");
                assertThat(channel().lagMillis()).isNotNull().isLessThan(1_000);
                assertThat(channel().errant()).isEmpty();
                assertThat(seen("mercury").commitsPerSecond()).isGreaterThan(1);
                assertThat(seen("mercury").position()).contains(":");
                assertThat(seen("mercury").freeBytes()).isPositive();
                assertThat(seen("mercury").writable()).isTrue();
                assertThat(seen("uranus").writable()).isFalse();
                assertThat(seen("uranus").settings()).containsEntry("super_read_only", "ON").containsEntry("log_bin", "ON");
            });
        }
        assertThat(mercury.sql("SELECT COUNT(*) FROM understudy.heartbeat")).isEqualTo("1");
        assertThat(panel.bean(Monitor.class).lagHistory("uranus")).isNotEmpty();
    }

    @Test
    void measuresTheLagOfAReplicaThatStandsStillWhileItsThreadsRun() throws Exception {
        try (var lock = uranus.jdbc(); var statement = lock.createStatement()) {
            statement.execute("LOCK TABLES understudy.heartbeat READ");
            soon().untilAsserted(() -> assertThat(channel().lagMillis()).isGreaterThan(2_000));
        }
        soon().untilAsserted(() -> assertThat(channel().lagMillis()).isLessThan(1_000));
    }

    @Test
    void saysWhyReplicationIsBrokenAndWhenItIsMended() {
        uranus.sql("STOP REPLICA SQL_THREAD");
        soon().untilAsserted(() -> assertThat(channel().sqlRunning()).isFalse());
        panel.awaitHealth(Health.DEGRADED);
        assertThat(channel().lagMillis()).isNull();

        uranus.sql("START REPLICA");
        panel.awaitHealth(Health.HEALTHY);

        assertThat(panel.bean(Timeline.class).latest(LabPanel.CLUSTER, 20)).extracting(TimelineEntry::code)
                .contains("ReplicationBroken", "ReplicationRecovered");
    }

    @Test
    void noticesAServerThatHangs() {
        uranus.pause();
        try {
            soon().untilAsserted(() -> assertThat(seen("uranus").reachable()).isFalse());
            assertThat(seen("uranus").writable()).isNull();
            assertThat(seen("uranus").replication()).isNull();
            assertThat(seen("uranus").problem()).isNotNull();
        } finally {
            uranus.unpause();
        }
        panel.awaitHealth(Health.HEALTHY);
    }

    @Test
    void noticesADeadSourceAndItsReturn() {
        mercury.killServer();
        panel.awaitHealth(Health.SOURCE_DOWN);
        assertThat(seen("mercury").sshReachable()).isTrue();

        mercury.startServer();
        panel.awaitHealth(Health.HEALTHY);
    }

    @Test
    void raisesTheAlarmWhenBothTakeWrites() {
        uranus.sql("SET GLOBAL read_only=OFF");
        soon().untilAsserted(() -> assertThat(panel.bean(Timeline.class).latest(LabPanel.CLUSTER, 5))
                .extracting(TimelineEntry::code).contains("SplitBrain"));
        assertThat(panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).blockers())
                .extracting(finding -> finding.code()).contains("OtherServerWritable");

        uranus.sql("SET GLOBAL super_read_only=ON");
        panel.awaitHealth(Health.HEALTHY);
    }

    @Test
    void neverTakesTransactionsUnderWayForErrantOnes() {
        try (Till till = Till.open(Duration.ofMillis(2), mercury)) {
            for (int look = 0; look < 100; look++) {
                till.awaitSales(10);
                HostState.Replication replication = seen("uranus").replication();
                assertThat(replication == null ? "" : replication.errant()).isIn("", null);
            }
        }
    }

    @Test
    void discoversWhoFollowsWhom() {
        Discovery.Discovered found = panel.bean(Discovery.class).from("uranus");

        assertThat(found.source()).isEqualTo("mercury");
        assertThat(found.replicas()).containsExactly("uranus");
        assertThat(found.findings()).isEmpty();
    }

    @Test
    void isReadyForASwitchover() {
        soon().untilAsserted(() -> {
            Readiness readiness = panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null);
            assertThat(readiness.findings()).filteredOn(found -> found.severity() != Severity.INFO).isEmpty();
            assertThat(readiness.candidate()).isEqualTo("uranus");
            assertThat(readiness.level()).isEqualTo(Readiness.Level.GREEN);
        });
    }
}
