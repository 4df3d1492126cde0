package understudy.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * Looks from time to time where each cluster's routes lead, and what they would find behind each replica, so that a shop that uses
 * another server than the source is known before the night in which it matters. Reads only; hooks aren't called, and nobody is looked
 * at while an operation is at work. New routes and a new source are looked at at once; until then nothing is said to be in order.
 */
@Component
class RouteWatch implements RouteFindings, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    private static final long PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final int ROUNDS_BETWEEN = 20;

    private final Clusters clusters;
    private final Routes routes;
    private final Legs legs;
    private final Operations operations;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile @Nullable Thread watch;

    /**
     * What was seen of a cluster.
     *
     * @param source to which the routes should have led, or null when there was none
     * @param routes those that were looked at, or null when it couldn't be told
     * @param findings of the present
     * @param ahead by replica: what would be wrong once it is the source
     */
    private record Seen(@Nullable String source, @Nullable List<Route> routes, List<Finding> findings, Map<String, List<Finding>> ahead) {
    }

    RouteWatch(Clusters clusters, Routes routes, Legs legs, Operations operations) {
        this.clusters = clusters;
        this.routes = routes;
        this.legs = legs;
        this.operations = operations;
    }

    @Override
    public List<Finding> of(String cluster) {
        return of(cluster, null);
    }

    @Override
    public List<Finding> of(String cluster, @Nullable String candidate) {
        Seen last = seen.get(cluster);
        if (last != null && current(last, clusters.get(cluster))) {
            return Stream.concat(last.findings().stream(), candidate == null ? Stream.empty()
                    : last.ahead().getOrDefault(candidate, List.of()).stream()).distinct().toList();
        }
        return routes.of(cluster).isEmpty() ? missing(clusters.get(cluster).source().orElse(null)) : List.of(Finding.warning("RouteUnseen", null,
                "Where the routes of " + cluster + " lead wasn't looked at yet.", "Wait some seconds; while an operation runs, until its end."));
    }

    /** What couldn't be told stays so until the next round. */
    private boolean current(Seen last, Cluster cluster) {
        return last.routes() == null || last.routes().equals(routes.of(cluster.name())) && cluster.source().equals(Optional.ofNullable(last.source()));
    }

    /** Looks once at all clusters. */
    void look() {
        look(true);
    }

    /** @param all or only those of which nothing is known, or nothing any more */
    void look(boolean all) {
        List<Cluster> declared = clusters.all();
        seen.keySet().retainAll(declared.stream().map(Cluster::name).toList());
        declared.forEach(cluster -> look(cluster, all));
    }

    /** What can't be looked at with one cluster keeps no other from being looked at, and isn't passed over as being in order. */
    private void look(Cluster cluster, boolean anyway) {
        Seen last = seen.get(cluster.name());
        try {
            if ((anyway || last == null || !current(last, cluster)) && operations.running(cluster.name()).filter(busy -> !busy.state().stands()).isEmpty()) {
                seen.put(cluster.name(), seen(cluster, routes.of(cluster.name())));
            }
        } catch (RuntimeException failed) {
            LOG.error("where the routes of {} lead couldn't be told; it is tried again", cluster.name(), failed);
            seen.put(cluster.name(), new Seen(null, null, List.of(Finding.warning("RouteUnseen", null, "Where the routes of " + cluster.name()
                    + " lead can't be told.", "Look at them on the page Routes; the panel's log says what is in the way.")), Map.of()));
        }
    }

    private Seen seen(Cluster cluster, List<Route> declared) {
        String source = cluster.source().orElse(null);
        if (source == null || declared.isEmpty()) {
            return new Seen(source, declared, declared.isEmpty() ? missing(source) : List.of(), Map.of());
        }
        List<Finding> findings = Legs.each(visible(cluster, source, source, declared), RouteLook::at, Legs.BRIEF).stream()
                .flatMap(ended -> RouteLook.findings(ended, source).stream()).toList();
        Map<String, List<Finding>> ahead = new HashMap<>();
        cluster.hosts(Member.Role.REPLICA).forEach(replica -> ahead.put(replica,
                Legs.each(visible(cluster, source, replica, declared), Leg::foresee, Legs.BRIEF).stream()
                        .flatMap(ended -> ended.answer().stream()).flatMap(List::stream).map(RouteLook::warning).toList()));
        return new Seen(source, declared, findings, ahead);
    }

    /** Not a warning: who leads the clients in another way has no routes. But a cluster that was made anew has lost its own. */
    private static List<Finding> missing(@Nullable String source) {
        return source == null ? List.of() : List.of(Finding.info("RoutesMissing", null, "Nothing follows " + source
                + ": this cluster has no routes, so a promotion changes the databases alone."));
    }

    private List<Leg> visible(Cluster cluster, String from, String to, List<Route> declared) {
        return legs.of(new RouteMove(cluster.name(), from, to, declared)).stream().filter(leg -> !leg.provenByMoving()).toList();
    }

    @Override
    public void start() {
        Thread starting = Thread.ofVirtual().name("routes").unstarted(this::watch);
        watch = starting;
        starting.start();
    }

    private void watch() {
        for (int round = 0; watch != null; round = (round + 1) % ROUNDS_BETWEEN) {
            try {
                look(round == 0);
            } catch (RuntimeException failed) {
                LOG.error("where the routes lead couldn't be told; it is tried again", failed);
            }
            if (!FilesLeg.paused(PAUSE_MILLIS)) {
                return;
            }
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
