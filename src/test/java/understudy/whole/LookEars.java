package understudy.whole;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every look that the panel takes at a server, as its event stream tells it: to count looks, where seconds prove nothing. */
final class LookEars implements AutoCloseable {

    private final JsonMapper json = JsonMapper.builder().build();
    private final EventEars ears;

    LookEars(PanelProcess panel) {
        this.ears = new EventEars(panel.uri("/api/v1/clusters/" + Pair.CLUSTER + "/events"), PanelProcess.TOKEN);
    }

    /**
     * One look.
     *
     * @param at when it ended
     * @param writable whether the server takes writes; false also when it gave no answer
     */
    record Look(Instant at, boolean reachable, boolean writable) {
    }

    /** The looks at this host that ended after this moment, in their order. */
    List<Look> at(String host, Instant after) {
        TreeMap<Instant, Look> looks = new TreeMap<>(Comparator.naturalOrder());
        for (String line : ears.heard().split("\n")) {
            if (line.startsWith("data:") && line.contains("\"lookedAt\"")) {
                json.readTree(line.substring("data:".length())).path("hosts").forEach(seen -> {
                    if (seen.path("name").asString("").equals(host) && seen.hasNonNull("lookedAt")) {
                        Look look = look(seen);
                        looks.put(look.at(), look);
                    }
                });
            }
        }
        return new ArrayList<>(looks.tailMap(after, false).values());
    }

    private static Look look(JsonNode host) {
        return new Look(Instant.parse(host.get("lookedAt").asString()), host.get("reachable").asBoolean(),
                host.path("writable").asBoolean(false));
    }

    @Override
    public void close() {
        ears.close();
    }
}
