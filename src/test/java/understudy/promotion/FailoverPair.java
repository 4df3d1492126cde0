package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
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

/** Two lab hosts that replicate, watched by a panel, and what a test of failovers asks of them. */
final class FailoverPair implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Lab lab;
    private final LabPanel panel;

    private FailoverPair(Lab lab, LabPanel panel) {
        this.lab = lab;
        this.panel = panel;
    }

    static FailoverPair begin() {
        Lab lab = Lab.start(LabHostSpec.host("mercury").seesProcesses(), LabHostSpec.host("uranus").seesProcesses());
        LabPanel panel = LabPanel.start();
        panel.adopt(lab.host("mercury"), lab.host("uranus"));
        return new FailoverPair(lab, panel);
    }

    @Override
    public void close() {
        panel.close();
        lab.close();
    }

    LabPanel panel() {
        return panel;
    }

    /** As a rejoin would: the one that was fenced follows the other. */
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

    LabHost source() {
        return lab.host(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source().orElseThrow());
    }

    LabHost other(LabHost host) {
        return lab.host(host.name().equals("mercury") ? "uranus" : "mercury");
    }

    StartResult start(@Nullable String confirm, Map<String, Object> options) {
        return panel.bean(Operations.class).start(new OperationRequest(OperationKind.FAILOVER, LabPanel.CLUSTER, null, Pace.AUTO,
                confirm, null, options, Actor.PANEL));
    }

    void awaitLost(LabHost source) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(
                () -> !panel.bean(Monitor.class).host(source.name()).map(HostState::reachable).orElse(true));
    }

    OperationView ended(StartResult result) {
        assertThat(result).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) result).id();
        return Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).find(id).orElseThrow(),
                operation -> List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED, OperationStatus.ROLLED_BACK)
                        .contains(operation.state()));
    }

    OperationView failsOver(Map<String, Object> options) {
        OperationView operation = ended(start(LabPanel.CLUSTER, options));
        assertThat(operation.state()).as(() -> story(operation)).isEqualTo(OperationStatus.SUCCEEDED);
        return operation;
    }

    static String story(OperationView operation) {
        return operation.state() + " " + operation.result() + " " + operation.error() + operation.steps().stream().map(step -> "\n"
                + step.step() + " " + step.state() + " " + step.startedAt() + " " + step.finishedAt() + " " + step.message() + " "
                + step.output()).toList();
    }

    static Ledger.Comparison compared(Ledger ledger, LabHost host) throws SQLException {
        try (var connection = host.jdbc()) {
            return ledger.compareWith(connection);
        }
    }

    static long lost(OperationView operation) {
        return ((Number) ((Map<?, ?>) operation.result().get("lostTransactions")).get("count")).longValue();
    }

    static void startsClosed(LabHost host) {
        if (!host.serverAnswers()) {
            host.startServer();
        }
        assertThat(host.sql("SELECT @@read_only, @@super_read_only")).as(host.name()).isEqualTo("1\t1");
    }

    static Object gtid(OperationView operation) {
        return ((Map<?, ?>) operation.result().get("lostTransactions")).get("gtidSet");
    }
}
