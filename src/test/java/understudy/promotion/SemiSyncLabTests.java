package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.operation.StepStatus;
import understudy.replication.Doors;
import understudy.topology.Clusters;
import understudy.topology.Policy;

/**
 * Commits that wait for a replica: switched on, moved by a switchover, lost and back, and in the way of a server that is to be
 * closed. The danger: with a replica gone a commit waits, {@code read_only} waits behind it, and a promotion hangs half done.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SemiSyncLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SALE = "INSERT INTO secondhand_production.news (created_at, updated_at) VALUES (NOW(), NOW())";

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
        policy(Policy.Durability.SEMI_SYNC);
    }

    @AfterAll
    void stop() {
        panel.close();
        lab.close();
    }

    private void policy(Policy.Durability durability) {
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.withPolicy(new Policy(durability, false, false,
                Policy.BootClosed.REPLICAS, 10_000, 0, false, new Policy.SemiSync(1, 60_000))));
    }

    private OperationView run(OperationKind kind) {
        panel.awaitHealth(Health.HEALTHY);
        StartResult result = panel.bean(Operations.class).start(new OperationRequest(kind, LabPanel.CLUSTER, null, Pace.AUTO, null,
                null, Map.of(), Actor.PANEL));
        assertThat(result).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) result).id();
        OperationView ended = Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                operation -> !List.of(OperationStatus.PENDING, OperationStatus.RUNNING).contains(operation.state()));
        assertThat(ended.state()).as(() -> ended.error() + " " + ended.steps()).isEqualTo(OperationStatus.SUCCEEDED);
        return ended;
    }

    /** Beside that this cluster has no routes. */
    private List<String> codes() {
        return panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).findings().stream().map(Finding::code)
                .filter(code -> !code.equals("RoutesMissing")).toList();
    }

    private static String waits(LabHost host) {
        return host.sql("SELECT CONCAT(@@rpl_semi_sync_source_enabled, ' ', (SELECT VARIABLE_VALUE FROM"
                + " performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_status'))");
    }

    @Test
    @Order(1)
    void isSwitchedOnAndNothingIsDoneTheSecondTime() {
        Awaitility.await().atMost(PATIENCE).until(() -> codes().contains("SemiSyncOff"));

        run(OperationKind.APPLY_POLICY);

        assertThat(waits(mercury)).isEqualTo("1 ON");
        assertThat(mercury.exec("cat /etc/mysql/my.cnf")).contains("loose_rpl_semi_sync_source_enabled = ON");
        Awaitility.await().atMost(PATIENCE).until(() -> codes().isEmpty());
        assertThat(run(OperationKind.APPLY_POLICY).steps()).allMatch(step -> step.state() == StepStatus.SKIPPED);
    }

    @Test
    @Order(2)
    void holdsAfterARestartOfTheSource() {
        mercury.exec("service mysql restart");
        Awaitility.await().atMost(PATIENCE).until(() -> waits(mercury).equals("1 ON"));
        panel.awaitHealth(Health.HEALTHY);
    }

    @Test
    @Order(3)
    void movesWithASwitchoverThereAndBack() {
        for (LabHost next : List.of(uranus, mercury)) {
            try (Till till = Till.open(Duration.ofMillis(2), mercury, uranus)) {
                till.awaitSales(50);
                run(OperationKind.SWITCHOVER);
                till.awaitSales(50);
            }
            assertThat(waits(next)).isEqualTo("1 ON");
        }
        assertThat(waits(uranus)).startsWith("0");
    }

    @Test
    @Order(4)
    void closesAServerWhoseCommitsWaitForNobodyAndAcknowledgesNone() throws SQLException {
        uranus.sql("STOP REPLICA");
        Awaitility.await().atMost(PATIENCE).until(() -> codes().contains("SemiSyncNotWaiting"));
        try (Connection writer = DriverManager.getConnection(mercury.applicationUrl())) {
            CompletableFuture<Boolean> sale = CompletableFuture.supplyAsync(() -> acknowledged(writer));
            Awaitility.await().atMost(PATIENCE).until(() -> mercury.sql("SELECT COUNT(*) FROM performance_schema.processlist"
                    + " WHERE state LIKE 'Waiting for semi-sync ACK%'").equals("1"));

            assertThat(panel.bean(Doors.class).close("mercury")).isInstanceOf(Doors.Result.Done.class);

            assertThat(sale.join()).isFalse();
        }
        mercury.sql("SET GLOBAL read_only = OFF");
        uranus.sql("START REPLICA");
        panel.awaitHealth(Health.HEALTHY);
    }

    private static boolean acknowledged(Connection writer) {
        try (var statement = writer.createStatement()) {
            statement.execute(SALE);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    @Test
    @Order(5)
    void isSwitchedOffAgain() {
        policy(Policy.Durability.ASYNC);
        Awaitility.await().atMost(PATIENCE).until(() -> codes().equals(List.of("SemiSyncOn")));

        run(OperationKind.APPLY_POLICY);

        assertThat(waits(mercury)).isEqualTo("0 OFF");
        Awaitility.await().atMost(PATIENCE).until(() -> codes().isEmpty());
    }
}
