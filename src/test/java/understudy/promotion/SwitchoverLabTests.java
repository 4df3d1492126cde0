package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
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
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.operation.StepName;
import understudy.operation.StepStatus;
import understudy.topology.Clusters;

/** Whole switchovers by the engine, over SSH, with a writer that remembers every acknowledged commit. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwitchoverLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Lab lab;
    private LabPanel panel;

    @BeforeAll
    void start() {
        lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"));
        panel = LabPanel.start();
        panel.adopt(lab.host("mercury"), lab.host("uranus"));
    }

    @AfterAll
    void stop() {
        panel.close();
        lab.close();
    }

    @BeforeEach
    void inOrder() {
        panel.awaitHealth(Health.HEALTHY);
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).ready());
    }

    private LabHost source() {
        return lab.host(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source().orElseThrow());
    }

    private LabHost replica() {
        return source().name().equals("mercury") ? lab.host("uranus") : lab.host("mercury");
    }

    private StartResult start(@Nullable String expectedSource, Map<String, Object> options) {
        return panel.bean(Operations.class).start(new OperationRequest(OperationKind.SWITCHOVER, LabPanel.CLUSTER, null, Pace.AUTO,
                null, expectedSource, options, Actor.PANEL));
    }

    private OperationView ended(StartResult result) {
        assertThat(result).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) result).id();
        return Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                operation -> List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.ROLLED_BACK)
                        .contains(operation.state()));
    }

    private static String story(OperationView operation) {
        return operation.state() + " " + operation.error() + operation.steps().stream()
                .map(step -> "\n" + step.step() + " " + step.state() + " " + step.message() + " " + step.output()).toList();
    }

    @Test
    void switchesThereAndBackWithoutLosingASale() throws SQLException {
        LabHost first = source();
        try (Till till = Till.open(Duration.ofMillis(2), first, replica())) {
            for (int turn = 0; turn < 2; turn++) {
                String before = source().name();
                till.awaitSales(100);
                OperationView operation = ended(start(before, Map.of()));

                assertThat(operation.state()).as(() -> story(operation)).isEqualTo(OperationStatus.SUCCEEDED);
                assertThat(operation.result()).containsKeys("writeOutageMillis", "source", "lostTransactions", "fenced");
                assertThat(source().name()).isNotEqualTo(before);
                till.awaitSales(100);
                panel.awaitHealth(Health.HEALTHY);
            }
            var ledger = till.stop();
            assertThat(source()).isSameAs(first);
            Awaitility.await().atMost(PATIENCE).until(() -> source().sql("SELECT @@gtid_executed")
                    .equals(replica().sql("SELECT @@gtid_executed")));
            for (LabHost host : List.of(source(), replica())) {
                try (var connection = host.jdbc()) {
                    assertThat(ledger.compareWith(connection)).as(host.name()).matches(compared -> compared.agrees());
                }
            }
        }
        assertThat(source().exec("cat /etc/mysql/my.cnf")).containsPattern("(?m)^read[_-]only\\s*=\\s*OFF");
        assertThat(replica().exec("cat /etc/mysql/my.cnf")).containsPattern("(?m)^super[_-]read[_-]only\\s*=\\s*ON");
    }

    @Test
    void refusesAnotherSourceThanTheExpectedOne() {
        assertThat(start(replica().name(), Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceDiffers"));
    }

    @Test
    void refusesWhileTheCandidateStandsStill() {
        replica().sql("STOP REPLICA SQL_THREAD");
        try {
            assertThat(start(null, Map.of())).isInstanceOfSatisfying(StartResult.Refused.class, refused ->
                    assertThat(refused.findings()).extracting(Finding::code).contains("ApplierStopped"));
        } finally {
            replica().sql("START REPLICA");
        }
    }

    @Test
    void leavesTheSourceOpenWhenALongTransactionCannotBeEnded() throws SQLException {
        LabHost source = source();
        try (var root = source.jdbc(); var statement = root.createStatement()) {
            root.setAutoCommit(false);
            statement.execute("UPDATE secondhand_production.users SET created_at = created_at + INTERVAL 1 SECOND LIMIT 1");
            Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

            OperationView operation = ended(start(null, Map.of("graceMillis", 500)));

            assertThat(operation.state()).as(() -> story(operation)).isEqualTo(OperationStatus.ROLLED_BACK);
            assertThat(operation.error()).isNotNull().extracting(Finding::code).isEqualTo("TransactionDidNotEnd");
            root.rollback();
        }
        stillSells(source);
    }

    @Test
    void reopensTheSourceWhenSshDropsInTheMiddle() {
        LabHost source = source();
        StartResult started = start(null, Map.of());
        source.dropSshSessions();
        replica().dropSshSessions();
        OperationView operation = ended(started);

        // wherever it struck: either nothing happened or all of it did, and one of them sells
        assertThat(operation.state()).as(() -> story(operation)).isIn(OperationStatus.SUCCEEDED, OperationStatus.ROLLED_BACK);
        panel.awaitHealth(Health.HEALTHY);
        stillSells(source());
    }

    @Test
    void completesTheNewSourceWhenTheOldOneDiesRightAfterTheHandOver() {
        LabHost dying = source();
        LabHost promoted = replica();
        String id = atStep("forget-source");
        dying.killServer();
        panel.bean(Operations.class).runAll(id, Actor.PANEL);

        OperationView stuck = Awaitility.await().atMost(PATIENCE).until(() -> operation(id),
                operation -> List.of(OperationStatus.FAILED, OperationStatus.INTERRUPTED).contains(operation.state()));
        assertThat(promoted.sql("SHOW REPLICA STATUS")).as(() -> story(stuck)).isEmpty();
        assertThat(promoted.exec("cat /etc/mysql/my.cnf")).containsPattern("(?m)^read[_-]only\\s*=\\s*OFF");
        stillSells(promoted);

        dying.startServer();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            panel.bean(Operations.class).retry(id, Actor.PANEL);
            return operation(id).state() == OperationStatus.SUCCEEDED;
        });
        panel.awaitHealth(Health.HEALTHY);
    }

    /** A switchover by hand, stopped before this step. */
    private String atStep(String name) {
        Operations operations = panel.bean(Operations.class);
        var started = (StartResult.Started) operations.start(new OperationRequest(OperationKind.SWITCHOVER, LabPanel.CLUSTER, null,
                Pace.STEP, null, null, Map.of(), Actor.PANEL));
        Awaitility.await().atMost(PATIENCE).until(() -> {
            var waiting = operation(started.id()).state() == OperationStatus.WAITING;
            var next = operation(started.id()).steps().stream().filter(step -> step.state() == StepStatus.PENDING).findFirst();
            if (waiting && next.isPresent() && next.get().step().equals(new StepName(name))) {
                return true;
            }
            if (waiting) {
                operations.resume(started.id(), Actor.PANEL);
            }
            return false;
        });
        return started.id();
    }

    private OperationView operation(String id) {
        return panel.bean(Operations.class).find(id).orElseThrow();
    }

    private static void stillSells(LabHost source) {
        try (Till till = Till.open(Duration.ofMillis(2), source)) {
            till.awaitSales(20);
        }
    }
}
