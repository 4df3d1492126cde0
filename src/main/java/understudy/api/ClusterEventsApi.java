package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.access.Actor;
import understudy.access.StreamPlaces;

/**
 * A cluster's events: a state first, then what happens, each with an id; whoever comes back with the last id that they saw goes
 * on there. A comment every ten seconds tells the client, and every proxy between, that the line still stands.
 */
@RestController
@Tag(name = "Clusters")
class ClusterEventsApi {

    private static final Duration PING = Duration.ofSeconds(10);
    /** Then the client comes back, and its token is looked at again. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ClusterFeeds feeds;
    private final StreamPlaces places;
    private final Clock clock;

    ClusterEventsApi(ClusterFeeds feeds, StreamPlaces places, Clock clock) {
        this.feeds = feeds;
        this.places = places;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/clusters/{name}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String name,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId, Actor actor) {
        ClusterFeed feed = feeds.of(name);
        StreamPlaces.Place place = places.take(actor.name());
        SseEmitter line = new SseEmitter(LONGEST.plus(PING).toMillis());
        Thread.ofVirtual().name("events-" + name).start(() -> {
            try (place) {
                send(name, feed, feed.resumeAfter(lastEventId), line);
            }
        });
        return line;
    }

    private void send(String cluster, ClusterFeed feed, long resumeAfter, SseEmitter line) {
        try {
            long sent = resumeAfter;
            Instant end = clock.instant().plus(LONGEST);
            while (!feed.isClosed() && clock.instant().isBefore(end)) {
                if (sent < 0 || !feed.remembers(sent)) {
                    sent = feed.newest();
                    line.send(SseEmitter.event().id(feed.id(sent)).name("state").data(feeds.snapshot(cluster)));
                }
                sent = sendAfter(sent, feed, line);
            }
            line.complete();
        } catch (IOException | IllegalStateException gone) {
            line.complete(); // the usual end: the client left
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            line.complete();
        }
    }

    private static long sendAfter(long sent, ClusterFeed feed, SseEmitter line) throws InterruptedException, IOException {
        long last = sent;
        boolean quiet = true;
        for (FeedEvent event : feed.after(sent, PING)) {
            line.send(SseEmitter.event().id(feed.id(event.number())).name(event.name()).data(event.data().get()));
            last = event.number();
            quiet = false;
        }
        if (quiet) {
            line.send(SseEmitter.event().comment("still here"));
        }
        return last;
    }
}
