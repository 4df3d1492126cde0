package understudy.routing;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hosts whose silence nobody waits for: what is on them follows when they come back.
 *
 * @param gone the old source whose host is out of reach, or empty
 * @param resting members that take no part in the replication now
 */
record Absent(String gone, List<String> resting) {

    Absent {
        resting = List.copyOf(resting);
    }

    boolean has(String host) {
        return gone.equals(host) || resting.contains(host);
    }

    /** Whether that is why it didn't go well. */
    boolean leaves(Legs.Ended<?> ended) {
        String host = ended.leg().host();
        return ended.outOfReach() && host != null && has(host);
    }

    /** What has to wait, as the end of a sentence that says what is so beside that; empty where nothing has to. */
    String left(Collection<? extends Legs.Ended<?>> all) {
        List<Leg> waiting = all.stream().filter(this::leaves).<Leg>map(Legs.Ended::leg).toList();
        List<String> hosts = waiting.stream().flatMap(leg -> Stream.ofNullable(leg.host())).distinct().toList();
        return waiting.isEmpty() ? "" : "; " + String.join(" and ", hosts) + (hosts.size() == 1 ? " gives" : " give") + " no answer, so "
                + waiting.stream().map(Leg::title).collect(Collectors.joining(", ")) + (waiting.size() == 1 ? " follows when it rejoins" : " follow when they rejoin");
    }
}
