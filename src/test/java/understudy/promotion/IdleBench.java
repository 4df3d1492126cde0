package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.lab.Lab;
import understudy.lab.LabHostSpec;
import understudy.monitor.Monitor;
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * What watching costs: CPU seconds a minute and resident memory of this process, which is the panel and, while it measures, an
 * idle test. See bench/idle/run.
 */
@Tag("bench")
class IdleBench {

    private static final Logger LOG = LoggerFactory.getLogger(IdleBench.class);
    private static final int WARM_UP_SECONDS = 60;

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Test
    void watchesTwoAndTwenty() throws IOException, InterruptedException {
        try (Lab lab = Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus")); LabPanel panel = LabPanel.start()) {
            panel.adopt(lab.host("mercury"), lab.host("uranus"));
            Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
            measure(2);
            for (int more = 0; more < 18; more++) {
                panel.alias(more % 2 == 0 ? lab.host("mercury") : lab.host("uranus"), "host-" + more);
            }
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> panel.bean(Hosts.class).all().stream()
                    .map(Host::name).allMatch(name -> panel.bean(Monitor.class).host(name).orElseThrow().reachable()));
            Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
            measure(20);
        }
    }

    private void measure(int servers) throws IOException, InterruptedException {
        int seconds = Integer.getInteger("understudy.bench.seconds", 60);
        long before = machine.getProcessCpuTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        double cpu = (machine.getProcessCpuTime() - before) / 1e9 * 60 / seconds;
        String resident = Files.readString(Path.of("/proc/self/status")).lines().filter(line -> line.startsWith("VmRSS"))
                .findFirst().orElseThrow().replaceAll("\\D", "");
        LOG.info(String.format(Locale.ROOT, "watching %d servers: %.2f CPU seconds a minute, %d MB resident", servers, cpu,
                Long.parseLong(resident) / 1024));
        assertThat(cpu).isPositive();
    }
}
