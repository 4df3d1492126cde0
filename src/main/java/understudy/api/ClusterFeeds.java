package understudy.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import understudy.api.OperationJson.StepJson;
import understudy.monitor.ClusterChanged;
import understudy.monitor.ClusterState;
import understudy.monitor.Monitor;
import understudy.operation.OperationEvent;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.StepStatus;
import understudy.topology.Clusters;

/** Turns what the monitor and the operations tell into feeds, one a cluster, from the first listener on. */
@Component
class ClusterFeeds {

    private final Map<String, ClusterFeed> feeds = new ConcurrentHashMap<>();
    private final Clusters clusters;
    private final Monitor monitor;
    private final Operations operations;
    private final Clock clock;

    ClusterFeeds(Clusters clusters, Monitor monitor, Operations operations, Clock clock) {
        this.clusters = clusters;
        this.monitor = monitor;
        this.operations = operations;
        this.clock = clock;
    }

    /** An operation is now in another state. */
    record OperationChangedJson(String id, OperationKind kind, OperationStatus state, Instant at) {
    }

    /** A step moved on. @param step as it is when this is sent, without its output and plan; null when it is gone */
    record StepChangedJson(String operation, String id, StepStatus state, @Nullable Object progress, @Nullable String title,
            @Nullable String message, Instant at) {
    }

    /** Something worth telling. */
    record AlertJson(String code, String text, Instant at) {
    }

    /** The feed of a cluster, begun when this is the first to ask. @throws understudy.finding.Problem ClusterUnknown */
    ClusterFeed of(String cluster) {
        clusters.get(cluster);
        return feeds.computeIfAbsent(cluster, name -> {
            ClusterFeed feed = new ClusterFeed(Long.toString(clock.millis(), Character.MAX_RADIX));
            monitor.subscribe(name, state -> feed.add("state", () -> shown(name, state)));
            return feed;
        });
    }

    /** The cluster as it is now. */
    Object snapshot(String cluster) {
        return shown(cluster, monitor.cluster(cluster).orElse(null));
    }

    private Object shown(String name, @Nullable ClusterState state) {
        String running = operations.running(name).map(OperationView::id).orElse(null);
        return clusters.find(name).<Object>map(cluster -> ClusterJson.of(cluster, state, running))
                .orElse(Map.of("name", name, "removed", true));
    }

    @EventListener
    void tell(OperationEvent event) {
        ClusterFeed feed = event.cluster() == null ? null : feeds.get(event.cluster());
        if (feed == null) {
            return;
        }
        switch (event) {
            case OperationEvent.OperationChanged changed -> feed.add("operation", () ->
                    new OperationChangedJson(changed.operation(), changed.kind(), changed.state(), changed.at()));
            case OperationEvent.StepChanged step -> feed.add("step", () ->
                    step(step.operation(), step.stepId(), step.state(), step.at()));
            case OperationEvent.StepProgressed step -> feed.add("step", () ->
                    step(step.operation(), step.stepId(), StepStatus.RUNNING, step.at()));
        }
    }

    /** Open lines would keep the panel from stopping. */
    @EventListener
    void stop(ContextClosedEvent stopping) {
        feeds.values().forEach(ClusterFeed::close);
    }

    @EventListener
    void tell(ClusterChanged changed) {
        ClusterFeed feed = feeds.get(changed.cluster());
        if (feed != null) {
            feed.add("alert", () -> new AlertJson(changed.code(), changed.text(), changed.at()));
        }
    }

    private StepChangedJson step(String operation, String id, StepStatus state, Instant at) {
        List<StepJson> steps = operations.find(operation).map(OperationJson::of).map(OperationJson::steps).orElse(List.of());
        return steps.stream().filter(step -> step.id().equals(id)).findFirst()
                .map(step -> new StepChangedJson(operation, id, state, step.progress(), step.title(), step.message(), at))
                .orElse(new StepChangedJson(operation, id, state, null, null, null, at));
    }
}
