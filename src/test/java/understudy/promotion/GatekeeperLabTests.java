package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.monitor.Timeline;
import understudy.monitor.TimelineEntry;
import understudy.topology.Clusters;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** What the panel does by itself between operations: it closes who shouldn't be open, and opens the source that booted closed. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatekeeperLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @BeforeEach
    void inOrder() {
        policy(Policy.BootClosed.REPLICAS, false);
        panel.awaitHealth(Health.HEALTHY);
    }

    private void policy(Policy.BootClosed bootClosed, boolean maintenance) {
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> {
            Policy old = cluster.policy();
            return cluster.withPolicy(new Policy(old.durability(), old.automaticFailover(), old.acceptUnfenced(), bootClosed,
                    old.maxLagMillis(), old.failoverCooldownMillis(), maintenance));
        });
    }

    private static boolean closed(LabHost host) {
        return host.serverAnswers() && host.sql("SELECT @@super_read_only").equals("1");
    }

    private static boolean open(LabHost host) {
        return host.serverAnswers() && host.sql("SELECT @@read_only").equals("0");
    }

    private void awaitTold(String code, String text) {
        Awaitility.await(code).atMost(PATIENCE).untilAsserted(() -> assertThat(panel.bean(Timeline.class).latest(LabPanel.CLUSTER, 50))
                .filteredOn(entry -> entry.code().equals(code)).extracting(TimelineEntry::text).anyMatch(told -> told.contains(text)));
    }

    private void awaitAudited(String action, String host) {
        Awaitility.await(action).atMost(PATIENCE).untilAsserted(() -> assertThat(panel.bean(AuditLog.class).list(null, null, 50))
                .filteredOn(entry -> entry.action().equals(action)).extracting(AuditEntry::subject).contains(host));
    }

    @Test
    void closesAnOldSourceThatComesBackOpenAtTheFirstLookAndNeverOpensIt() throws Exception {
        String old = mercury.name();
        mercury.exec("service mysql stop");
        replaced();

        try (LooksTaken looks = new LooksTaken(panel, old)) {
            mercury.startServer();
            closedAtTheFirstLook(looks);
        }
        awaitTold("Returned", old + " is back");
        awaitTold("ReturnedClosed", old + " came back and took writes");
        awaitAudited("server.close", old);
        followsTheNewSource();
    }

    @Test
    void closesAFrozenOldSourceAtTheFirstLookAfterItThawed() throws Exception {
        mercury.pause();
        replaced();

        try (LooksTaken looks = new LooksTaken(panel, mercury.name())) {
            mercury.unpause();
            closedAtTheFirstLook(looks);
        }
        assertThat(panel.bean(Returns.class).of(LabPanel.CLUSTER, mercury.name())).hasValueSatisfying(returned ->
                assertThat(returned.stoodOpen()).as("not since it was the source").isLessThan(sinceItsStart(returned)));
        followsTheNewSource();
    }

    private static Duration sinceItsStart(Returns.Returned returned) {
        return Duration.between(returned.serverStartedAt(), returned.closedAt()).minusSeconds(1);
    }

    /** As after a failover that could not fence the old source. */
    private void replaced() {
        String old = mercury.name();
        Awaitility.await("its end is seen").atMost(PATIENCE).until(() -> panel.bean(Monitor.class).host(old).filter(host -> host.reachable()).isEmpty());
        uranus.sql("STOP REPLICA; RESET REPLICA ALL");
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.promoting(uranus.name(), Role.DETACHED));
        uranus.sql("SET GLOBAL read_only=OFF");
        Awaitility.await("the new source is seen").atMost(PATIENCE).until(() -> panel.bean(Monitor.class).host(uranus.name())
                .filter(host -> Boolean.TRUE.equals(host.writable())).isPresent());
    }

    private void closedAtTheFirstLook(LooksTaken looks) {
        Awaitility.await("the old source is closed").atMost(PATIENCE).until(() -> closed(mercury));
        assertThat(looks.thatSawIt(true)).as("looks that found it open").hasSizeLessThanOrEqualTo(1);
        assertThat(open(uranus)).isTrue();
        Awaitility.await("that is noted").atMost(PATIENCE).until(() -> panel.bean(Returns.class).of(LabPanel.CLUSTER, mercury.name()).isPresent());
        assertThat(panel.bean(Returns.class).of(LabPanel.CLUSTER, mercury.name())).hasValueSatisfying(returned ->
                assertThat(returned.stoodOpen()).isPositive());
    }

    private void followsTheNewSource() {
        LabPanel.follow(mercury, uranus);
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.with(mercury.name(), Role.REPLICA));
        panel.awaitHealth(Health.HEALTHY);
        swapped();
    }

    /** The tests go on with the source under the name of mercury. */
    private void swapped() {
        LabHost was = mercury;
        mercury = uranus;
        uranus = was;
    }

    @Test
    void closesAReplicaThatSomebodyOpenedUnlessItIsMaintenance() {
        String replica = uranus.name();
        policy(Policy.BootClosed.REPLICAS, true);
        uranus.sql("SET GLOBAL read_only=OFF");
        awaitTold("OpenInMaintenance", replica + " takes writes");
        assertThat(open(uranus)).isTrue();

        policy(Policy.BootClosed.REPLICAS, false);

        Awaitility.await("the replica is closed").atMost(PATIENCE).until(() -> closed(uranus));
        assertThat(open(mercury)).isTrue();
        awaitTold("ReturnedClosed", replica + " took writes, though it is declared REPLICA");
    }

    @Test
    void opensTheSourceThatBootedClosedWithinTwoLooksAndNotOneThatSomebodyClosed() {
        policy(Policy.BootClosed.ALL, false);
        mercury.exec("sed -i '/^\\(super_\\)\\?read_only/d' /etc/mysql/my.cnf; printf '[mysqld]\\nread_only=ON\\nsuper_read_only=ON\\n'"
                + " > /etc/mysql/conf.d/zz-closed.cnf; service mysql stop");

        try (LooksTaken looks = new LooksTaken(panel, mercury.name())) {
            mercury.startServer();
            Awaitility.await("the panel opens the source").atMost(PATIENCE).until(() -> open(mercury));
            assertThat(looks.thatSawIt(false)).as("looks that found it closed").isNotEmpty().hasSizeLessThanOrEqualTo(2);
        }
        awaitTold("SourceOpened", "The panel opened " + mercury.name());
        awaitAudited("server.open", mercury.name());
        assertThat(closed(uranus)).isTrue();

        mercury.sql("SET GLOBAL super_read_only=ON");
        awaitTold("SourceNotOpened", "closed by a statement");
        assertThat(open(mercury)).isFalse();
        mercury.sql("SET GLOBAL read_only=OFF");
        mercury.exec("rm /etc/mysql/conf.d/zz-closed.cnf");
    }
}
