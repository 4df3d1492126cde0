package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.reach.Reach;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.TopologyChanged;

/** The danger: a source that opened long ago and that load balancers are told of only after the next look. */
class LiveMonitorTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final MonitorSettings SELDOM = new MonitorSettings(NEVER, Duration.ofSeconds(1), NEVER, NEVER, NEVER, NEVER);

    private final Semaphore looks = new Semaphore(0);
    private final Hosts hosts = mock(Hosts.class);
    private final Reach reach = mock(Reach.class);
    private final LiveMonitor monitor = new LiveMonitor(hosts, mock(Clusters.class), reach, Clock.systemUTC(), SELDOM, event -> { },
            new SimpleMeterRegistry(), new KeptMemory());

    @BeforeEach
    void watchMercury() {
        Host mercury = mock(Host.class);
        when(mercury.name()).thenReturn("mercury");
        when(mercury.enrolled()).thenReturn(true);
        when(hosts.all()).thenReturn(List.of(mercury));
        when(reach.host(anyString())).thenAnswer(look -> {
            looks.release();
            throw new IllegalStateException("nothing to see");
        });
        monitor.start();
    }

    @AfterEach
    void stop() {
        monitor.stop();
    }

    @Test
    void looksAtOnceWhenRolesWereDeclared() throws InterruptedException {
        assertThat(looks.tryAcquire(30, TimeUnit.SECONDS)).as("the first look").isTrue();

        // a declaration that comes while a look is under way is part of that look
        await("another look within the hour").atMost(Duration.ofSeconds(30)).until(() -> {
            monitor.follow(new TopologyChanged());
            return looks.tryAcquire(100, TimeUnit.MILLISECONDS);
        });
    }
}
