package understudy.routing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import understudy.rails.SourceAddress;

/**
 * What a move would change in the files of applications, as it was last seen: so a plan shows it without asking a host that may be
 * dead. Differences for people only, with no secret in them; the files themselves aren't kept.
 */
@Component
class SeenChanges {

    private record Place(String host, Application application, SourceAddress target) {
    }

    private final Map<Place, String> seen = new ConcurrentHashMap<>();

    /** @param difference empty when the files name that server already */
    void keep(String host, Application application, SourceAddress target, String difference) {
        seen.put(new Place(host, application, target), difference);
    }

    /** Empty when it isn't known, and when there is nothing to change. */
    Optional<String> of(String host, Application application, SourceAddress target) {
        return Optional.ofNullable(seen.get(new Place(host, application, target))).filter(difference -> !difference.isEmpty());
    }

    /** What was seen of this host isn't so any more. */
    void forget(String host) {
        seen.keySet().removeIf(place -> place.host().equals(host));
    }
}
