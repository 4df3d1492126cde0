package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import understudy.monitor.Health;
import understudy.operation.DryRun;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.operation.StepStatus;
import understudy.rescue.KeptFiles;
import understudy.topology.Clusters;
import understudy.topology.Member.Role;

/**
 * An old source comes back after another server took over: with nothing of its own, behind, with writes that nobody else has, and
 * so late that the log it needs is gone. Each leaves a pair in order, in which the roles have changed.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RejoinLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Set<OperationStatus> ENDS = Set.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.ROLLED_BACK);
    private static final String INSERT = "INSERT INTO secondhand_production.users (id, first_name, email, created_at, updated_at)"
            + " VALUES (%1$d, 'Late', '%1$d@example.com', NOW(), NOW())";

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
    }

    private LabHost source() {
        return lab.host(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source().orElseThrow());
    }

    private LabHost other() {
        return source().name().equals("mercury") ? lab.host("uranus") : lab.host("mercury");
    }

    private Role role(LabHost host) {
        return panel.bean(Clusters.class).get(LabPanel.CLUSTER).member(host.name()).orElseThrow().role();
    }

    /** What a failover leaves: the old source stopped and out of replication, the other one declared and open. Returns the old one. */
    private LabHost failOver(String stopping) {
        LabHost old = source();
        LabHost candidate = other();
        old.exec(stopping);
        candidate.sql("STOP REPLICA; RESET REPLICA ALL");
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.promoting(candidate.name(), Role.DETACHED));
        candidate.sql("SET GLOBAL read_only=OFF");
        Awaitility.await("the death of " + old.name()).atMost(Duration.ofSeconds(30)).until(() -> !old.serverAnswers());
        return old;
    }

    private StartResult start(LabHost host, @Nullable String confirm, Map<String, Object> options) {
        return panel.bean(Operations.class).start(request(host, confirm, options));
    }

    private static OperationRequest request(LabHost host, @Nullable String confirm, Map<String, Object> options) {
        return new OperationRequest(OperationKind.REJOIN, LabPanel.CLUSTER, host.name(), Pace.AUTO, confirm, null, options, Actor.PANEL);
    }

    private OperationView ended(StartResult result) {
        assertThat(result).isInstanceOf(StartResult.Started.class);
        return ended(((StartResult.Started) result).id());
    }

    private OperationView ended(String id) {
        return Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                operation -> ENDS.contains(operation.state()));
    }

    private OperationView rejoins(LabHost host, @Nullable String confirm, Map<String, Object> options) {
        OperationView view = ended(start(host, confirm, options));
        assertThat(view.state()).as(() -> story(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(role(host)).isEqualTo(Role.REPLICA);
        assertThat(host.sql("SELECT @@super_read_only")).isEqualTo("1");
        assertThat(host.exec("cat /etc/mysql/my.cnf")).containsPattern("(?m)^super[_-]read[_-]only\\s*=\\s*ON");
        panel.awaitHealth(Health.HEALTHY);
        return view;
    }

    private static String story(OperationView operation) {
        return operation.state() + " " + operation.error() + operation.steps().stream()
                .map(step -> "\n" + step.step() + " " + step.state() + " " + step.message() + " " + step.output()).toList();
    }

    private static String message(OperationView view, String step) {
        return view.steps().stream().filter(one -> one.step().value().equals(step)).map(one -> String.valueOf(one.message()))
                .findFirst().orElse("");
    }

    private static String users(LabHost host, int id) {
        return host.sql("SELECT COUNT(*) FROM secondhand_production.users WHERE id = " + id);
    }

    @Test
    void followsAgainWhenItHasNothingOfItsOwn() {
        LabHost old = failOver("service mysql stop");
        String files = old.exec("cat /etc/mysql/my.cnf");

        DryRun dry = panel.bean(Operations.class).rehearse(request(old, null, Map.of()));
        assertThat(dry).isInstanceOfSatisfying(DryRun.Planned.class, planned -> {
            assertThat(planned.operation().steps()).filteredOn(step -> step.step().value().equals("start-server"))
                    .allSatisfy(step -> assertThat(step.plan()).isNotNull().extracting(plan -> plan.commands().toString()).asString().contains("start"));
            assertThat(message(planned.operation(), "compare-history")).contains("it is decided", old.name() + " follows");
        });
        assertThat(old.serverAnswers()).as("a rehearsal starts nothing").isFalse();
        assertThat(old.exec("cat /etc/mysql/my.cnf")).isEqualTo(files);

        OperationView view = rejoins(old, null, Map.of());
        assertThat(view.result()).containsEntry("relation", "IDENTICAL");
        assertThat(message(view, "close-server")).as("it came up closed").contains("refuses writes");

        OperationView again = rejoins(old, null, Map.of());
        assertThat(again.steps()).as(() -> story(again)).allMatch(step -> step.state() == StepStatus.SKIPPED
                || step.step().value().equals("prove-write") && step.state() == StepStatus.DONE);
    }

    @Test
    void catchesUpWithWhatHappenedMeanwhile() {
        LabHost old = failOver("pkill -9 -x mysqld");
        for (int id = 910_001; id < 910_030; id++) {
            source().sql(INSERT.formatted(id));
        }

        OperationView view = rejoins(old, null, Map.of());

        assertThat(view.result()).containsEntry("relation", "RECOVERABLE");
        assertThat(users(old, 910_029)).isEqualTo("1");
    }

    @Test
    void keepsAndShowsWhatOnlyItHasAndDiscardsItAfterTheTypedName() throws IOException {
        other().sql("STOP REPLICA IO_THREAD");
        source().sql(INSERT.formatted(920_001));
        source().sql("UPDATE secondhand_production.users SET first_name = 'Altered' WHERE id = 920001");
        LabHost old = failOver("pkill -9 -x mysqld");
        source().sql(INSERT.formatted(920_500));

        OperationView refused = ended(start(old, null, Map.of()));

        assertThat(refused.state()).as(() -> story(refused)).isEqualTo(OperationStatus.FAILED);
        Finding error = refused.error();
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo("ErrantTransactions");
        assertThat(error.message()).contains("1 row inserted into secondhand_production.users", "1 row changed in secondhand_production.users");
        assertThat(error.evidence().toString()).as("rows are for operators alone").doesNotContain("Altered");
        assertThat(panel.bean(KeptFiles.class).content(LabPanel.CLUSTER, error.evidence().get("file")).orElseThrow().rows().toString())
                .contains("@1=920001").contains("Altered");
        assertThat(role(old)).isEqualTo(Role.DETACHED);
        assertThat(old.sql("SELECT @@super_read_only")).isEqualTo("1");
        Path kept = panel.bean(KeptFiles.class).find(LabPanel.CLUSTER, error.evidence().get("file")).orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept))).isEqualTo("rw-------");
        assertThat(Files.readString(kept)).contains("### INSERT INTO `secondhand_production`.`users`", "Altered");

        assertThat(start(old, null, Map.of("discardErrant", true))).isInstanceOf(StartResult.NeedsConfirmation.class);
        rejoins(old, old.name(), Map.of("discardErrant", true));

        assertThat(users(old, 920_001)).isEqualTo("0");
        assertThat(users(old, 920_500)).isEqualTo("1");
        assertThat(kept).exists();
        OperationView again = rejoins(old, old.name(), Map.of("discardErrant", true));
        assertThat(message(again, "copy-data")).as("nothing is copied twice").contains("already");
    }

    @Test
    void copiesAgainWhenTheLogItNeedsIsGoneAndGoesOnAfterAStopInTheMiddle() {
        LabHost old = failOver("service mysql stop");
        source().sql(INSERT.formatted(930_001));
        source().sql("FLUSH BINARY LOGS");
        source().sql("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");

        OperationView refused = ended(start(old, null, Map.of()));
        assertThat(refused.state()).as(() -> story(refused)).isEqualTo(OperationStatus.FAILED);
        assertThat(refused.error()).isNotNull().extracting(Finding::code).isEqualTo("SourceLogPurged");

        String id = ((StartResult.Started) start(old, old.name(), Map.of("recopy", true))).id();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> panel.bean(Operations.class).find(id)
                .orElseThrow().steps().stream().anyMatch(step -> step.step().value().equals("copy-data") && step.state() == StepStatus.RUNNING));
        panel.restart();

        OperationView view = ended(id);
        assertThat(view.state()).as(() -> story(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(users(old, 930_001)).isEqualTo("1");
        assertThat(role(old)).isEqualTo(Role.REPLICA);
    }

    @Test
    void isCopiedAsAWholeWhenItKnowsNoTransactionAtAll() {
        LabHost old = failOver("service mysql stop");
        old.startServer();
        old.sql("SET GLOBAL super_read_only = OFF; RESET BINARY LOGS AND GTIDS; SET GLOBAL super_read_only = ON");
        source().sql(INSERT.formatted(960_001));

        OperationView refused = ended(start(old, null, Map.of()));
        assertThat(refused.state()).as(() -> story(refused)).isEqualTo(OperationStatus.FAILED);
        assertThat(refused.error()).isNotNull().extracting(Finding::code).isEqualTo("ReplicaHasNoData");

        OperationView view = rejoins(old, old.name(), Map.of("recopy", true));
        assertThat(view.result()).containsEntry("relation", "NEW");
        assertThat(users(old, 960_001)).isEqualTo("1");
    }
}
