package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.access.Actor;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
import understudy.lab.Till;
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
import understudy.topology.Policy;

/**
 * Failovers with two replicas and a source whose host is gone. The danger: the one that is promoted is not the one that has received
 * most, and what only the other has is thrown away; or a replica that is down holds up everybody.
 */
@Tag("lab")
class FailoverThreeHostsLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Policy BY_ITSELF = new Policy(Policy.Durability.ASYNC, true, false, Policy.BootClosed.REPLICAS, 10_000, 3_600_000, false);

    @TempDir
    private Path directory;

    private Path hook(String afterwards) throws IOException {
        Path hook = directory.resolve("hook");
        Files.writeString(hook, "#!/bin/sh\necho \"switching off $1 $2\" | tee " + directory.resolve("called") + "\n" + afterwards + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        return hook;
    }

    @Test
    void bringsOverWhatOnlyTheOtherReplicaHasAndLeavesOutOneThatIsDown() throws Exception {
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"), LabHostSpec.host("neptune"));
                LabPanel panel = LabPanel.start("--understudy.fence.hook=" + hook(""))) {
            LabHost mercury = lab.host("mercury");
            LabHost uranus = lab.host("uranus");
            LabHost neptune = lab.host("neptune");
            panel.adopt(mercury, uranus, neptune);

            Ledger ledger = sells(mercury, uranus);
            mercury.cutPower();
            OperationView operation = failsOver(panel, "mercury", "uranus");

            assertThat(operation.result()).containsEntry("source", "uranus").containsEntry("fenced", true);
            assertThat(directory.resolve("called")).hasContent("switching off shop mercury");
            try (var connection = uranus.jdbc()) {
                assertThat(ledger.compareWith(connection)).as(() -> story(operation)).matches(Ledger.Comparison::agrees);
            }
            assertThat(neptune.sql("SHOW REPLICA STATUS")).contains(uranus.replicationAddress());
            Awaitility.await().atMost(PATIENCE).until(() -> neptune.sql("SELECT @@gtid_executed").equals(uranus.sql("SELECT @@gtid_executed")));

            goesOnWithoutTheOne(panel, uranus, neptune);
        }
    }

    @Test
    void promotesTheOneThatExecutesAndBringsItWhatStandsInTheOthersRelayLog() throws Exception {
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"), LabHostSpec.host("neptune"));
                LabPanel panel = LabPanel.start("--understudy.fence.hook=" + hook(""))) {
            LabHost uranus = lab.host("uranus");
            LabHost neptune = lab.host("neptune");
            panel.adopt(lab.host("mercury"), neptune, uranus);
            neptune.sql("SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; CREATE TABLE secondhand_production.clash (id INT); "
                    + "SET GLOBAL super_read_only=ON");
            lab.host("mercury").sql("CREATE TABLE secondhand_production.clash (id INT)");
            Awaitility.await().atMost(PATIENCE).until(() -> neptune.sql("SELECT MAX(LAST_ERROR_NUMBER) FROM "
                    + "performance_schema.replication_applier_status_by_worker").equals("1050")
                    && !uranus.sql("SHOW TABLES FROM secondhand_production LIKE 'clash'").isEmpty());

            Ledger ledger = sells(lab.host("mercury"), uranus);
            lab.host("mercury").cutPower();
            OperationView operation = failsOver(panel, "mercury", null);

            assertThat(operation.host()).isEqualTo("uranus");
            try (var connection = uranus.jdbc()) {
                assertThat(ledger.compareWith(connection)).as(() -> story(operation)).matches(Ledger.Comparison::agrees);
            }
        }
    }

    @Test
    void promotesTheOtherOneByItselfWhenTheCandidateDiesBetweenTwoSteps() throws Exception {
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"), LabHostSpec.host("neptune"));
                LabPanel panel = LabPanel.start("--understudy.fence.hook=" + hook("sleep 2"))) {
            LabHost neptune = lab.host("neptune");
            panel.adopt(lab.host("mercury"), lab.host("uranus"), neptune);
            panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.withPolicy(BY_ITSELF));
            try (Till till = Till.open(Duration.ofMillis(3), lab.host("mercury"), neptune)) {
                till.awaitSales(50);
                lab.host("mercury").cutPower();
                Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(directory.resolve("called")));
                lab.host("uranus").cutPower();

                Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).list(LabPanel.CLUSTER, OperationStatus.SUCCEEDED, 1)
                        .stream().anyMatch(last -> last.kind() == OperationKind.FAILOVER));
                till.awaitSales(50);
            }
            List<OperationView> both = panel.bean(Operations.class).list(LabPanel.CLUSTER, null, 5);
            assertThat(both).extracting(OperationView::state).as(() -> both.stream().map(FailoverThreeHostsLabTests::story).toList().toString())
                    .containsExactly(OperationStatus.SUCCEEDED, OperationStatus.ROLLED_BACK);
            assertThat(both).extracting(OperationView::host).containsExactly("neptune", "uranus");
            assertThat(neptune.sql("SELECT @@read_only")).isEqualTo("0");
        }
    }

    /** Uranus receives nothing more, neptune all; returns when neptune has it. */
    private static Ledger sells(LabHost mercury, LabHost uranus) throws SQLException {
        try (Till till = Till.open(Duration.ofMillis(3), mercury)) {
            till.awaitSales(50);
            uranus.sql("STOP REPLICA IO_THREAD");
            till.awaitSales(200);
            Ledger ledger = till.stop();
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            return ledger;
        }
    }

    private static void goesOnWithoutTheOne(LabPanel panel, LabHost uranus, LabHost neptune) {
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.with("mercury", understudy.topology.Member.Role.REPLICA));
        uranus.killServer();
        OperationView operation = failsOver(panel, "uranus", "neptune");

        assertThat(operation.result()).as(() -> story(operation)).containsEntry("source", "neptune");
        assertThat(String.valueOf(operation.result().get("leftOut"))).contains("mercury");
        assertThat(neptune.sql("SELECT @@read_only")).isEqualTo("0");
    }

    private static OperationView failsOver(LabPanel panel, String dead, @Nullable String candidate) {
        Awaitility.await().atMost(PATIENCE).until(() -> !panel.bean(Monitor.class).host(dead).map(HostState::reachable).orElse(true));
        StartResult started = panel.bean(Operations.class).start(new OperationRequest(OperationKind.FAILOVER, LabPanel.CLUSTER, candidate,
                Pace.AUTO, LabPanel.CLUSTER, dead, Map.of(), Actor.PANEL));
        assertThat(started).isInstanceOf(StartResult.Started.class);
        OperationView ended = Awaitility.await().atMost(PATIENCE).until(
                () -> panel.bean(Operations.class).find(((StartResult.Started) started).id()).orElseThrow(),
                operation -> List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED).contains(operation.state()));
        assertThat(ended.state()).as(() -> story(ended)).isEqualTo(OperationStatus.SUCCEEDED);
        return ended;
    }

    private static String story(OperationView operation) {
        return operation.state() + " " + operation.result() + " " + operation.error() + operation.steps().stream()
                .map(step -> "\n" + step.step() + " " + step.state() + " " + step.message() + " " + step.output()).toList();
    }
}
