package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Till;
import understudy.monitor.Health;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Policy;

/** From a fault to the first acknowledged write on the new source, by the panel itself. See bench/failover/run. */
@Tag("bench")
class FailoverBench {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverBench.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PERIOD = Duration.ofMillis(5);

    /** Automatic, and going on where nothing can fence a host that is gone; everything else as it comes. */
    private static final Policy POLICY = new Policy(Policy.Durability.ASYNC, true, true, Policy.BootClosed.REPLICAS, 10_000, 0, false);

    /** What happens, and how it is undone. */
    private enum Fault {

        SERVER_KILLED(LabHost::killServer, host -> { }),
        HOST_GONE(LabHost::cutPower, LabHost::powerOn),
        HOST_CUT_OFF(LabHost::disconnect, LabHost::reconnect),
        SERVER_FROZEN(host -> host.exec("pkill -STOP -x mysqld"), host -> host.tryExec("pkill -CONT -x mysqld"));

        private final Consumer<LabHost> happens;
        private final Consumer<LabHost> mended;

        Fault(Consumer<LabHost> happens, Consumer<LabHost> mended) {
            this.happens = happens;
            this.mended = mended;
        }
    }

    @Test
    void failsOverFromEachFault() {
        int rounds = Integer.getInteger("understudy.bench.rounds", 10);
        Map<Fault, List<Long>> all = new EnumMap<>(Fault.class);
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus")); LabPanel panel = LabPanel.start()) {
            panel.adopt(lab.host("mercury"), lab.host("uranus"));
            panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.withPolicy(POLICY));
            for (Fault fault : Fault.values()) {
                for (int round = 0; round < rounds; round++) {
                    all.computeIfAbsent(fault, key -> new ArrayList<>()).add(once(lab, panel, fault));
                }
            }
        }
        all.forEach((fault, nanos) -> LOG.info("{}: {}", fault, told(nanos)));
        assertThat(all.values()).allMatch(nanos -> nanos.size() == rounds);
    }

    private static long once(Lab lab, LabPanel panel, Fault fault) {
        LabHost source = lab.host(panel.bean(Clusters.class).get(LabPanel.CLUSTER).source().orElseThrow());
        LabHost next = lab.host(source.name().equals("mercury") ? "uranus" : "mercury");
        try (Till sales = Till.open(PERIOD, source)) {
            sales.awaitSales(50);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> source.sql("SELECT @@gtid_executed").equals(next.sql("SELECT @@gtid_executed")));
        try (Till first = Till.open(PERIOD, next)) {
            Instant struck = Instant.now();
            long from = System.nanoTime();
            fault.happens.accept(source);
            first.awaitSales(1);
            OperationView operation = ended(panel);
            long nanos = first.stop().with(understudy.lab.Ledger.Outcome.ACKNOWLEDGED).getFirst().after() - from;
            LOG.info("{} took {} ms: {} ms to the decision, then {}", fault, nanos / 1_000_000,
                    Duration.between(struck, operation.createdAt()).toMillis(), steps(operation));
            mend(panel, source, next, fault);
            return nanos;
        }
    }

    private static OperationView ended(LabPanel panel) {
        return Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Operations.class).list(LabPanel.CLUSTER, null, 1).getFirst(),
                last -> last.kind() == OperationKind.FAILOVER && last.state() == OperationStatus.SUCCEEDED);
    }

    private static String steps(OperationView operation) {
        return operation.steps().stream().map(step -> step.step() + " "
                + Duration.between(operation.createdAt(), step.finishedAt()).toMillis()).toList().toString();
    }

    private static void mend(LabPanel panel, LabHost old, LabHost source, Fault fault) {
        fault.mended.accept(old);
        if (!old.serverAnswers()) {
            old.startServer();
        }
        LabPanel.follow(old, source);
        panel.bean(Clusters.class).change(LabPanel.CLUSTER, cluster -> cluster.with(old.name(), Member.Role.REPLICA));
        panel.awaitHealth(Health.HEALTHY);
        Awaitility.await().atMost(PATIENCE).until(() -> panel.bean(Promotions.class).readiness(LabPanel.CLUSTER, null).ready());
    }

    private static String told(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return String.format(Locale.ROOT, "median %.0f ms (%.0f to %.0f) of %d", sorted.get(sorted.size() / 2) / 1e6,
                sorted.getFirst() / 1e6, sorted.getLast() / 1e6, sorted.size());
    }
}
