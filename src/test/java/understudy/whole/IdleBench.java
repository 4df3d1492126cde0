package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;

/**
 * What watching costs the panel as the README installs it: seconds to ready, CPU seconds a minute and resident memory, with two
 * and with twenty servers, one look a second each. See bench/idle/run.
 */
@Tag("bench")
class IdleBench {

    private static final Logger LOG = LoggerFactory.getLogger(IdleBench.class);
    private static final double TICKS_A_SECOND = 100;
    private static final int WARM_UP_SECONDS = 60;

    @Test
    void startsAndWatches(@TempDir Path dir) throws Exception {
        LabHostSpec[] specs = IntStream.rangeClosed(1, 20).mapToObj(number -> LabHostSpec.host("host-" + number))
                .toArray(LabHostSpec[]::new);
        PanelForm installed = PanelForm.Installed.unpack(dir.resolve("home"));
        try (PanelProcess panel = PanelProcess.start(dir.resolve("data"), installed)) {
            starts(panel);
            measure(panel, 0);
            try (Lab lab = Lab.start(specs)) {
                replicate(panel, lab);
                measure(panel, 2);
                IntStream.rangeClosed(3, 20).forEach(number -> enrol(panel, lab.host("host-" + number)));
                measure(panel, 20);
            }
        }
    }

    private static void starts(PanelProcess panel) throws IOException, InterruptedException {
        for (int start = 0; start < 5; start++) {
            panel.close();
            long begun = System.nanoTime();
            panel.startAgain();
            report("start %d to ready: %.1f s", start + 2, (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void replicate(PanelProcess panel, Lab lab) {
        LabHost source = lab.host("host-1");
        source.fill(5);
        enrol(panel, source);
        enrol(panel, lab.host("host-2"));
        panel.client().post("/api/v1/clusters", Map.of("name", Pair.CLUSTER, "databases", List.of(Pair.DATABASE),
                "source", "host-1", "replicas", List.of("host-2"))).expecting(201);
        panel.client().awaitSuccess(panel.client().start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "host-2")));
    }

    private static void enrol(PanelProcess panel, LabHost host) {
        host.authorise(panel.client().get("/api/v1/ssh-key").expecting(200).body().get("publicKey").asString());
        panel.client().enrol(host.name(), host.address(), host.sshPort(), Pair.fingerprint(host));
    }

    private static void measure(PanelProcess panel, int servers) throws IOException, InterruptedException {
        Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
        int seconds = Integer.getInteger("understudy.bench.seconds", 60);
        double before = cpuSeconds(panel);
        Thread.sleep(Duration.ofSeconds(seconds));
        double cpu = (cpuSeconds(panel) - before) * 60 / seconds;
        report("watching %d servers: %.2f CPU seconds a minute, %d MB resident", servers, cpu, residentMegabytes(panel));
        assertThat(cpu).isPositive();
    }

    private static double cpuSeconds(PanelProcess panel) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + panel.pid() + "/stat")).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    private static long residentMegabytes(PanelProcess panel) throws IOException {
        return Files.readString(Path.of("/proc/" + panel.pid() + "/status")).lines().filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024;
    }

    private static void report(String form, Object... values) {
        LOG.info(String.format(Locale.ROOT, form, values));
    }
}
