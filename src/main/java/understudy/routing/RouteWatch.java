package understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/**
 * Looks from time to time where each cluster's routes lead, so that a shop that uses another server than the source is known before
 * the night in which it matters. Reads only; hooks aren't called, and nobody is looked at while an operation runs.
 */
@Component
class RouteWatch implements RouteFindings, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    private static final long PAUSE_MILLIS = Duration.ofSeconds(20).toMillis();

    private final Clusters clusters;
    private final Routes routes;
    private final Legs legs;
    private final Operations operations;
    private final Map<String, List<Finding>> seen = new ConcurrentHashMap<>();
    private volatile @Nullable Thread watch;

    RouteWatch(Clusters clusters, Routes routes, Legs legs, Operations operations) {
        this.clusters = clusters;
        this.routes = routes;
        this.legs = legs;
        this.operations = operations;
    }

    @Override
    public List<Finding> of(String cluster) {
        return seen.getOrDefault(cluster, List.of());
    }

    /** Looks once at all clusters. */
    void look() {
        List<Cluster> all = clusters.all();
        seen.keySet().retainAll(all.stream().map(Cluster::name).toList());
        all.forEach(this::look);
    }

    /** What can't be looked at with one cluster keeps no other from being looked at, and isn't passed over as being in order. */
    private void look(Cluster cluster) {
        try {
            if (operations.running(cluster.name()).isEmpty()) {
                seen.put(cluster.name(), cluster.source().map(source -> findings(cluster.name(), source)).orElse(List.of()));
            }
        } catch (RuntimeException failed) {
            LOG.error("where the routes of {} lead couldn't be told; it is tried again", cluster.name(), failed);
            seen.put(cluster.name(), List.of(Finding.warning("RouteUnseen", null, "Where the routes of " + cluster.name() + " lead can't be told.",
                    "Look at them on the page Routes; the panel's log says what is in the way.")));
        }
    }

    private List<Finding> findings(String cluster, String source) {
        List<Leg> visible = legs.of(new RouteMove(cluster, source, source, routes.of(cluster))).stream()
                .filter(leg -> !leg.provenByMoving()).toList();
        return Legs.each(visible, Leg::look, Legs.BRIEF).stream().map(ended -> finding(ended, source)).flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> finding(Legs.Ended<Leg.Standing> ended, String source) {
        return ended.problem().map(RouteWatch::warning).or(() -> ended.answer().flatMap(standing -> switch (standing) {
            case Leg.Standing.There there -> Optional.empty();
            case Leg.Standing.Stuck stuck -> Optional.of(warning(stuck.finding()));
            case Leg.Standing.Elsewhere elsewhere -> Optional.of(Finding.warning("RouteElsewhere", ended.leg().host(), elsewhere.evidence() + ".",
                    "Lead the application to " + source + "; with the next promotion it would follow by itself.")
                    .fixedBy("lead-routes").with(Map.of("source", source)));
        }));
    }

    /** What would end a switchover before it begins doesn't forbid to press its button: the host may be back by then. */
    private static Finding warning(Finding found) {
        return new Finding(found.code(), Severity.WARNING, found.host(), found.message(), found.hint(), found.fix(), found.evidence());
    }

    @Override
    public void start() {
        Thread starting = Thread.ofVirtual().name("routes").unstarted(() -> {
            while (watch != null && FilesLeg.paused(PAUSE_MILLIS)) {
                try {
                    look();
                } catch (RuntimeException failed) {
                    LOG.error("where the routes lead couldn't be told; it is tried again", failed);
                }
            }
        });
        watch = starting;
        starting.start();
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
