package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The servers that came back open since the panel's start and were closed; the timeline keeps what was said of them. */
@Component
public class Returns {

    private final Map<List<String>, Returned> latest = new ConcurrentHashMap<>();

    /**
     * A server that took writes although another is the source.
     *
     * @param host its host
     * @param seenOpenAt when it was first seen open
     * @param closedAt when it was proven closed
     * @param serverStartedAt when its server began, so that it can't have been open for longer, but for one that was only frozen
     */
    public record Returned(String host, Instant seenOpenAt, Instant closedAt, Instant serverStartedAt) {

        /** From the first sight to the proof. */
        public Duration stoodOpen() {
            return Duration.between(seenOpenAt, closedAt);
        }
    }

    /** The last time that this server had to be closed. */
    public Optional<Returned> of(String cluster, String host) {
        return Optional.ofNullable(latest.get(List.of(cluster, host)));
    }

    void note(String cluster, Returned returned) {
        latest.put(List.of(cluster, returned.host()), returned);
    }
}
