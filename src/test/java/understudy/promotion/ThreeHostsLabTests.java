package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.topology.Clusters;

/** A source and two replicas: both are turned round together, and one that is down keeps nobody from going on. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeHostsLabTests {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<OperationStatus> ENDS = Set.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.ROLLED_BACK);

    private Lab lab;
    private LabPanel panel;

    @BeforeAll
    void start() {
        lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus"), LabHostSpec.host("saturn"));
        panel = LabPanel.start();
        panel.adopt(lab.host("mercury"), lab.host("uranus"), lab.host("saturn"));
    }

    @AfterAll
    void stop() {
        panel.close();
        lab.close();
    }

    private OperationView succeeds(OperationKind kind, String host) {
        StartResult result = panel.bean(Operations.class).start(new OperationRequest(kind, LabPanel.CLUSTER, host, Pace.AUTO, null, null,
                Map.of(), Actor.PANEL));
        assertThat(result).as("%s", result).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) result).id();
        OperationView ended = Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                view -> ENDS.contains(view.state()));
        assertThat(ended.state()).as(() -> ended.error() + " " + ended.steps().stream().map(step -> step.step() + " " + step.message()).toList())
                .isEqualTo(OperationStatus.SUCCEEDED);
        return ended;
    }

    private String follows(LabHost host) {
        return host.sql("SELECT HOST FROM performance_schema.replication_connection_configuration");
    }

    @Test
    void turnsBothRoundAndGoesOnWithoutOneThatIsDown() {
        LabHost mercury = lab.host("mercury");
        LabHost uranus = lab.host("uranus");
        LabHost saturn = lab.host("saturn");
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, "uranus").ready());

        succeeds(OperationKind.SWITCHOVER, "uranus");
        assertThat(follows(mercury)).isEqualTo(uranus.replicationAddress());
        assertThat(follows(saturn)).isEqualTo(uranus.replicationAddress());
        panel.awaitHealth(Health.HEALTHY);

        saturn.exec("service mysql stop");
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Monitor.class).host("saturn").filter(host -> host.reachable()).isEmpty());
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, "mercury").ready());
        assertThat(panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, "mercury").findings()).extracting(Finding::code)
                .contains("ReplicaNotSeen");

        succeeds(OperationKind.SWITCHOVER, "mercury");
        assertThat(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source()).contains("mercury");
        assertThat(follows(uranus)).isEqualTo(mercury.replicationAddress());

        succeeds(OperationKind.REJOIN, "saturn");
        assertThat(follows(saturn)).isEqualTo(mercury.replicationAddress());
        panel.awaitHealth(Health.HEALTHY);
    }
}
