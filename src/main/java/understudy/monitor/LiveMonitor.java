package understudy.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import understudy.reach.Reach;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.TopologyChanged;

/** The monitor of a running panel: watches every enrolled host, and follows what the admin declares. */
@Component
class LiveMonitor implements Monitor, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMonitor.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** What is declared is read when it was changed; and now and then all the same, because another may have written the store. */
    private static final int TICKS_BETWEEN_READS = 15;
    private static final Duration LOOK_NOW = Duration.ofSeconds(1);

    private final Hosts hosts;
    private final Clusters clusters;
    private final Clock clock;
    private final Board board;
    private final Watches watches;
    private final Inquiries inquiries;
    private final MonitorGauges gauges;
    private final Subscribers subscribers = new Subscribers();
    private final Semaphore changed = new Semaphore(0);
    private volatile @Nullable Thread keeper;

    LiveMonitor(Hosts hosts, Clusters clusters, Reach reach, Clock clock, MonitorSettings how, ApplicationEventPublisher events,
            MeterRegistry metrics, SourceMemory sources) {
        this.hosts = hosts;
        this.clusters = clusters;
        this.clock = clock;
        this.board = new Board(clock, how, new Ears(events), sources);
        this.watches = new Watches(reach, how, clock, board);
        this.inquiries = new Inquiries(board, reach, clock, watches::wake);
        this.gauges = new MonitorGauges(metrics, board);
    }

    @Override
    public Optional<ClusterState> cluster(String name) {
        return board.cluster(name);
    }

    @Override
    public List<ClusterState> clusters() {
        return board.clusters();
    }

    @Override
    public Optional<HostState> host(String name) {
        return board.host(name);
    }

    @Override
    public List<LagPoint> lagHistory(String host) {
        return board.lagHistory(host);
    }

    @Override
    public Subscription subscribe(String cluster, Consumer<ClusterState> listener) {
        return subscribers.add(cluster, listener);
    }

    @Override
    public void lookNow(String cluster) {
        readDeclared();
        Instant asked = clock.instant();
        Optional<ClusterState> before = board.cluster(cluster);
        before.ifPresent(state -> state.hosts().forEach(host -> watches.wake(host.name())));
        Instant limit = asked.plus(LOOK_NOW);
        while (before.isPresent() && clock.instant().isBefore(limit) && !lookedSince(cluster, asked) && rested()) {
            LOG.trace("waiting for the looks at {}", cluster);
        }
    }

    private boolean lookedSince(String cluster, Instant asked) {
        return board.cluster(cluster).stream().flatMap(state -> state.hosts().stream())
                .allMatch(host -> host.lookedAt() != null && host.lookedAt().isAfter(asked));
    }

    private static boolean rested() {
        try {
            Thread.sleep(Duration.ofMillis(10));
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readDeclared() {
        var declared = hosts.all();
        board.declare(declared, clusters.all());
        watches.follow(declared);
        gauges.follow(declared);
    }

    @Override
    public void start() {
        readDeclared();
        // named before it runs: a thread that looked first and found no name would take itself for stopped
        Thread starting = Thread.ofVirtual().name("monitor").unstarted(this::keepUp);
        keeper = starting;
        starting.start();
    }

    private void keepUp() {
        try {
            for (int tick = 1; keeper != null; tick++) {
                boolean told = changed.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
                keepUp(told || tick % TICKS_BETWEEN_READS == 0);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepUp(boolean read) {
        try {
            if (read) {
                readDeclared();
            }
            board.dropOverdue();
        } catch (RuntimeException failed) {
            LOG.error("what is declared couldn't be read; the monitor goes on with what it knew", failed);
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void follow(TopologyChanged declared) {
        changed.release();
        // after a promotion load balancers wait for what is seen of the new source
        watches.wakeAll();
    }

    @Override
    public void stop() {
        Thread ending = keeper;
        keeper = null;
        if (ending != null) {
            ending.interrupt();
        }
        watches.follow(List.of());
        inquiries.stop();
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }

    /** What the board says goes to those who subscribed, and as events to everybody else. */
    private final class Ears implements BoardEars {

        private final ApplicationEventPublisher events;

        Ears(ApplicationEventPublisher events) {
            this.events = events;
        }

        @Override
        public void state(ClusterState state) {
            subscribers.publish(state);
        }

        @Override
        public void changed(ClusterChanged change) {
            events.publishEvent(change);
        }

        @Override
        public void diagnosed(DiagnosisChanged change) {
            events.publishEvent(change);
        }

        @Override
        public void troubled(String cluster) {
            inquiries.begin(cluster);
        }
    }
}
