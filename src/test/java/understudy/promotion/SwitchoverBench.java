package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.access.Actor;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;

/** The writer's outage: the panel's switchover beside the same SQL by hand over open connections. See bench/switchover/run. */
@Tag("bench")
class SwitchoverBench {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchoverBench.class);
    private static final Duration PERIOD = Duration.ofMillis(2);

    @Test
    void comparesThePanelWithTheSameSqlByHand() throws SQLException {
        int rounds = Integer.getInteger("understudy.bench.rounds", 10);
        List<Long> panels = new ArrayList<>();
        List<Long> hands = new ArrayList<>();
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus")); LabPanel panel = LabPanel.start()) {
            LabHost mercury = lab.host("mercury");
            LabHost uranus = lab.host("uranus");
            panel.adopt(mercury, uranus);
            for (int round = 0; round < rounds; round++) {
                panels.addAll(thereAndBack(mercury, uranus, (from, to) -> byPanel(panel)));
                hands.addAll(thereAndBack(mercury, uranus, SwitchoverBench::byHand));
                panel.awaitHealth(Health.HEALTHY);
            }
        }
        double ratio = (double) median(panels) / median(hands);
        LOG.info(String.format(Locale.ROOT, "outage of the writer, median (min to max) of %d each: panel %s, by hand %s, ratio %.2f",
                panels.size(), told(panels), told(hands), ratio));
        assertThat(panels).hasSize(2 * rounds);
        assertThat(hands).hasSize(2 * rounds);
    }

    private interface Move {
        void move(LabHost from, LabHost to) throws SQLException;
    }

    private static List<Long> thereAndBack(LabHost one, LabHost other, Move move) throws SQLException {
        try (Till till = Till.open(PERIOD, one, other)) {
            till.awaitSales(300);
            move.move(one, other);
            till.awaitSales(300);
            move.move(other, one);
            till.awaitSales(300);
            return till.stop().moveGapsNanos();
        }
    }

    private static void byPanel(LabPanel panel) {
        Operations operations = panel.bean(Operations.class);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(
                () -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).ready());
        StartResult started = operations.start(new OperationRequest(OperationKind.SWITCHOVER, LabPanel.CLUSTER, null, Pace.AUTO,
                null, null, Map.of(), Actor.PANEL));
        assertThat(started).isInstanceOf(StartResult.Started.class);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> operations.find(((StartResult.Started) started).id())
                .orElseThrow().state() == OperationStatus.SUCCEEDED);
    }

    /** What a skilled admin with two open sessions would do, in the fast order. */
    private static void byHand(LabHost from, LabHost to) throws SQLException {
        try (Connection source = from.jdbc(); Connection candidate = to.jdbc();
                Statement old = source.createStatement(); Statement next = candidate.createStatement()) {
            for (int warm = 0; warm < 5; warm++) {
                waitFor(next, executed(old));
            }
            old.execute("SET GLOBAL super_read_only = ON");
            waitFor(next, executed(old));
            next.execute("SET GLOBAL read_only = OFF");
            next.execute("STOP REPLICA");
            next.execute("RESET REPLICA ALL");
        }
        LabPanel.follow(from, to);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> from.sql("SELECT COUNT(*) FROM performance_schema"
                + ".replication_connection_status WHERE service_state = 'ON'").equals("1"));
    }

    private static String executed(Statement server) throws SQLException {
        try (var rows = server.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            rows.next();
            return rows.getString(1).replaceAll("\\s", "");
        }
    }

    private static void waitFor(Statement server, String set) throws SQLException {
        try (var rows = server.executeQuery("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + set + "', 5)")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }

    private static String told(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.1f ms (%.1f to %.1f)", median(nanos) / 1e6, sorted.getFirst() / 1e6,
                sorted.getLast() / 1e6);
    }
}
