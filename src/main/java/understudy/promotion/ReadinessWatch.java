package understudy.promotion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/**
 * Asks every few seconds whether each cluster could promote, and tells when that was lost or regained; the timeline keeps it. While
 * an operation runs it waits: that a cluster isn't ready in the middle of a promotion is no news.
 */
@Component
class ReadinessWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final Operations operations;
    private final Situations situations;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration hold;
    private final Map<String, ReadinessHold> holds = new HashMap<>();
    private volatile @Nullable Thread watch;

    ReadinessWatch(Clusters clusters, Operations operations, Situations situations, ApplicationEventPublisher events, Clock clock,
            @Value("${understudy.readiness.hold:30s}") Duration hold) {
        this.clusters = clusters;
        this.operations = operations;
        this.situations = situations;
        this.events = events;
        this.clock = clock;
        this.hold = hold;
    }

    /** Looks once at all clusters. */
    void look() {
        List<Cluster> all = clusters.all();
        holds.keySet().retainAll(all.stream().map(Cluster::name).toList());
        all.stream().filter(cluster -> operations.running(cluster.name()).isEmpty()).forEach(this::look);
    }

    private void look(Cluster cluster) {
        Situation now = situations.of(cluster, null, null);
        List<Finding> blockers = ReadinessRules.findings(now).stream().filter(Finding::blocks).toList();
        Instant at = clock.instant();
        holds.computeIfAbsent(cluster.name(), name -> new ReadinessHold(hold)).observe(blockers.isEmpty(), at)
                .ifPresent(ready -> events.publishEvent(ready
                        ? new ClusterChanged(cluster.name(), "ReadinessRegained", "A promotion to " + now.candidate() + " would succeed again.", at)
                        : new ClusterChanged(cluster.name(), "ReadinessLost", "A promotion would be refused now: "
                                + blockers.getFirst().message(), at)));
    }

    @Override
    public void start() {
        Thread starting = Thread.ofVirtual().name("readiness").unstarted(() -> {
            while (watch != null && rested()) {
                try {
                    look();
                } catch (RuntimeException failed) {
                    LOG.error("whether the clusters are ready couldn't be told; it is tried again", failed);
                }
            }
        });
        watch = starting;
        starting.start();
    }

    private static boolean rested() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        Thread ending = watch;
        watch = null;
        if (ending != null) {
            ending.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
