package understudy.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabImage;
import understudy.lab.Till;
import understudy.operation.DryRun;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.OperationView.StepView;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.operation.StepStatus;
import understudy.comparison.CheckTables;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** From two bare hosts to a proven replica through the engine, the till selling; the tests go on from one to the next. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupReplicaLabTests {

    private static final String CLUSTER = "shop";
    /** Uranus is a clone of mercury's disk. */
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final String HEARTBEATS = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'understudy'";

    @TempDir
    private static Path data;

    private LabPanel panel;
    private Lab lab;
    private LabHost mercury;
    private LabHost uranus;
    private LabHost saturn;
    private Till till;

    @BeforeAll
    void start() {
        panel = new LabPanel(data);
        lab = Lab.start(host("mercury").serverUuid(UUID).authorised(panel.publicKey()),
                host("uranus").serverUuid(UUID).image(LabImage.MYSQL97_PACKAGE).authorised(panel.publicKey()));
        mercury = lab.host("mercury");
        uranus = lab.host("uranus");
        mercury.fill(10);
        panel.enrol(mercury);
        panel.enrol(uranus);
        panel.declare(new Cluster(CLUSTER, List.of("secondhand_production"),
                List.of(new Member("mercury", Role.SOURCE), new Member("uranus", Role.UNCONFIGURED)), Policy.DEFAULT, "repl", null,
                Instant.now()));
        till = Till.open(Duration.ofMillis(20), mercury);
        till.awaitSales(5);
    }

    @AfterAll
    void stop() {
        if (till != null) {
            till.close();
        }
        if (lab != null) {
            lab.close();
        }
        if (panel != null) {
            panel.close();
        }
    }

    private static List<String> states(OperationView view) {
        return view.steps().stream().map(step -> step.step() + " " + step.state()).toList();
    }

    private OperationView setUp(Map<String, Object> options, String confirm) {
        return panel.run(LabPanel.request(OperationKind.SETUP_REPLICA, CLUSTER, "uranus", confirm, options));
    }

    private Role role() {
        return panel.cluster(CLUSTER).member("uranus").orElseThrow().role();
    }

    @Test
    @Order(1)
    void rehearsesWithoutChangingAnything() {
        String before = uranus.exec("cat /etc/mysql/mysql.conf.d/mysqld.cnf | md5sum");

        DryRun dry = panel.bean(Operations.class)
                .rehearse(LabPanel.request(OperationKind.SETUP_REPLICA, CLUSTER, "uranus", null, Map.of()));

        assertThat(dry).isInstanceOf(DryRun.Planned.class);
        assertThat(uranus.exec("cat /etc/mysql/mysql.conf.d/mysqld.cnf | md5sum")).isEqualTo(before);
        assertThat(role()).isEqualTo(Role.UNCONFIGURED);
        assertThat(mercury.sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'repl'")).isEqualTo("0");
    }

    @Test
    @Order(2)
    void makesAProvenReplicaOfABareHost() {
        OperationView view = setUp(Map.of(), null);

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(role()).isEqualTo(Role.REPLICA);
        assertThat(uranus.sql("SELECT @@super_read_only, @@server_id")).isEqualTo("1\t2");
        assertThat(mercury.sql("SELECT @@server_uuid")).isEqualTo(UUID);
        assertThat(uranus.sql("SELECT @@server_uuid")).isNotEqualTo(UUID);
        assertThat(view.result()).containsEntry("differing", List.of());
        assertThat(view.steps().stream().map(StepView::output)).noneMatch(output -> output.contains("password="));
        uranus.exec("service mysql restart");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> uranus.sql(
                "SELECT COUNT(*) FROM performance_schema.replication_connection_status WHERE service_state = 'ON'").equals("1"));
        assertThat(uranus.sql("SELECT @@super_read_only")).as("boots closed").isEqualTo("1");
    }

    @Test
    @Order(3)
    void findsEverythingDoneTheSecondTime() {
        OperationView view = setUp(Map.of("copy", "CLASSIC"), null);

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(view.steps()).allSatisfy(step -> assertThat(step.state()).as(step.step().value())
                .isEqualTo(step.step().equals(CheckTables.NAME) ? StepStatus.DONE : StepStatus.SKIPPED));
    }

    @Test
    @Order(4)
    void keepsEveryAcknowledgedSaleOnBothServers() {
        till.awaitSales(10);
        List<String> counts = List.of("SELECT COUNT(*) FROM secondhand_production.sellings",
                "SELECT COUNT(*) FROM secondhand_production.line_items");
        till.stop();
        for (String count : counts) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> uranus.sql(count).equals(mercury.sql(count)));
        }
        till = Till.open(Duration.ofMillis(20), mercury);
    }

    @Test
    @Order(5)
    void copiesAgainByFileAfterTheTypedName() {
        var unconfirmed = LabPanel.request(OperationKind.SETUP_REPLICA, CLUSTER, "uranus", null, Map.of("recopy", true));
        assertThat(panel.start(unconfirmed)).isInstanceOf(StartResult.NeedsConfirmation.class);

        OperationView view = setUp(Map.of("recopy", true, "copy", "CLASSIC"), "uranus");

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(states(view)).contains("empty-replica DONE", "copy-data DONE", "follow-source DONE", "check-tables DONE");
        assertThat(role()).isEqualTo(Role.REPLICA);
    }

    @Test
    @Order(6)
    void takesADumpThatBrokeOffForAFailureAndCopiesAnewByRetry() {
        // it ends as if all were well, in the middle of a table
        mercury.exec("mv /usr/bin/mysqldump /usr/bin/mysqldump.real && printf '#!/bin/sh\n/usr/bin/mysqldump.real \"$@\" | head -c 3000000\n'"
                + " > /usr/bin/mysqldump && chmod 755 /usr/bin/mysqldump");
        OperationView broken = setUp(Map.of("recopy", true), "uranus");
        mercury.exec("mv /usr/bin/mysqldump.real /usr/bin/mysqldump");

        assertThat(broken.state()).isEqualTo(OperationStatus.FAILED);
        assertThat(broken.error()).isNotNull().extracting(Finding::code).isEqualTo("DumpIncomplete");
        assertThat(role()).isEqualTo(Role.UNUSABLE);
        assertThat(uranus.sql("SELECT @@super_read_only")).as("nobody writes to a half copy").isEqualTo("1");

        panel.bean(Operations.class).retry(broken.id(), Actor.PANEL);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> panel.view(broken.id()).state() != OperationStatus.FAILED);
        OperationView retried = panel.awaitEnd(broken.id());
        assertThat(retried.state()).as(() -> retried.error() + " " + states(retried)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(role()).isEqualTo(Role.REPLICA);
    }

    @Test
    @Order(7)
    void goesOnAfterThePanelWasStoppedDuringTheCopy() {
        String id = panel.started(LabPanel.request(OperationKind.SETUP_REPLICA, CLUSTER, "uranus", "uranus", Map.of("recopy", true)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(() -> panel.view(id).steps().stream()
                .anyMatch(step -> step.step().value().equals("copy-data") && step.progress() != null && step.progress().doneBytes() > 0));
        panel.close();
        panel = new LabPanel(data);

        OperationView view = panel.awaitEnd(id);

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(role()).isEqualTo(Role.REPLICA);
    }

    @Test
    @Order(8)
    void makesASecondReplicaWhileTheHeartbeatBeats() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> uranus.sql(HEARTBEATS).equals("1"));
        saturn = lab.add(host("saturn").authorised(panel.publicKey()));
        panel.enrol(saturn);

        OperationView view = panel.run(LabPanel.request(OperationKind.SETUP_REPLICA, CLUSTER, "saturn", null, Map.of()));

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        String newest = "SELECT MAX(beat) FROM understudy.heartbeat";
        String before = saturn.sql(newest);
        Awaitility.await("further heartbeats").atMost(Duration.ofSeconds(30)).until(() -> !saturn.sql(newest).equals(before));
        for (LabHost member : List.of(mercury, uranus, saturn)) {
            assertThat(member.sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'repl'"))
                    .as("%s lets in the two others, should it be promoted", member.name()).isEqualTo("2");
        }
    }

    @Test
    @Order(9)
    void findsTheOneRowThatDiffers() {
        uranus.sql("SET GLOBAL super_read_only=OFF; SET sql_log_bin=0;"
                + "UPDATE secondhand_production.users SET town = 'Nowhere' WHERE id = 3; SET GLOBAL super_read_only=ON");

        OperationView view = panel.run(LabPanel.request(OperationKind.CHECK_DATA, CLUSTER, "uranus", null, Map.of()));

        assertThat(view.state()).isEqualTo(OperationStatus.FAILED);
        assertThat(view.error()).isNotNull();
        assertThat(view.error().code()).isEqualTo("TablesDiffer");
        assertThat(view.error().message()).contains("secondhand_production.users");
        panel.bean(Operations.class).rollBack(view.id(), Actor.PANEL);
        panel.awaitEnd(view.id());
    }

    @Test
    @Order(10)
    void detaches() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> panel.bean(Operations.class).running(CLUSTER).isEmpty());
        OperationView view = panel.run(LabPanel.request(OperationKind.DETACH, CLUSTER, "uranus", null, Map.of()));

        assertThat(view.state()).as(() -> view.error() + " " + states(view)).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(role()).isEqualTo(Role.DETACHED);
        assertThat(uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
        assertThat(uranus.sql("SHOW REPLICA STATUS")).isEmpty();
    }
}
