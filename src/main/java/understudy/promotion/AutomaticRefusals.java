package understudy.promotion;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Why the panel doesn't fail a cluster over by itself just now, although it should by its policy and the diagnosis. */
@Component
public class AutomaticRefusals {

    private final Map<String, String> latest = new ConcurrentHashMap<>();

    /** In whole sentences; empty while nothing stands in the way, or nothing calls for a failover. */
    public Optional<String> of(String cluster) {
        return Optional.ofNullable(latest.get(cluster));
    }

    void note(String cluster, String why) {
        latest.put(cluster, why);
    }

    void forget(String cluster) {
        latest.remove(cluster);
    }
}
