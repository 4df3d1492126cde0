package understudy.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.access.StreamPlaces;
import understudy.monitor.ClusterState;
import understudy.monitor.Monitor;
import understudy.operation.OperationEvent;

/** Opens the event streams of live pages and tells each of the changes that it shows. */
@Component
public class LiveStreams {

    /** Streams end after a while and come back by themselves, so that a page whose session ended doesn't go on for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final List<Following> followings = new CopyOnWriteArrayList<>();
    private final Monitor monitor;
    private final StreamPlaces places;
    private final Visitors visitors;
    private final Clock clock;

    LiveStreams(Monitor monitor, StreamPlaces places, Visitors visitors, Clock clock) {
        this.monitor = monitor;
        this.places = places;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** For a page that shows everything: all clusters, all operations. */
    public SseEmitter overview() {
        return open(event -> true, monitor.clusters().stream().map(ClusterState::cluster).toList());
    }

    /** For a page that shows a cluster and what is done to it. */
    public SseEmitter cluster(String name) {
        return open(event -> name.equals(event.cluster()), List.of(name));
    }

    /** For a page that shows an operation. */
    public SseEmitter operation(String id) {
        return open(event -> id.equals(event.operation()), List.of());
    }

    @EventListener
    void tell(OperationEvent event) {
        followings.stream().filter(following -> following.wants().test(event)).forEach(following -> following.stream().changed());
    }

    private SseEmitter open(Predicate<OperationEvent> wants, List<String> clusters) {
        StreamPlaces.Place place = places.take(visitors.signedIn().name());
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        LiveStream stream = new LiveStream(emitter, clock);
        Following following = new Following(wants, stream);
        followings.add(following);
        stream.closing(place);
        stream.closing(() -> followings.remove(following));
        clusters.forEach(cluster -> stream.closing(monitor.subscribe(cluster, state -> stream.changed())));
        Thread.ofVirtual().name("live-page").start(stream::run);
        return emitter;
    }

    private record Following(Predicate<OperationEvent> wants, LiveStream stream) {
    }
}
