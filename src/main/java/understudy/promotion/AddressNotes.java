package understudy.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.topology.Cluster;

/** What isn't in order with the addresses that move, as it was last seen, and the telling of it: once, until it is in order again. */
@Component
class AddressNotes {

    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<Place, Finding> open = new ConcurrentHashMap<>();
    private final Map<Place, Set<String>> told = new ConcurrentHashMap<>();

    AddressNotes(Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** An address on a host of a cluster. */
    record Place(String cluster, String host, String address) {

        /** Whether it is one of this cluster, but of no member or of no address of its routes any more. */
        boolean isGone(Cluster declared, List<String> addresses) {
            return cluster.equals(declared.name()) && (declared.member(host).isEmpty() || !addresses.contains(address));
        }
    }

    /** Warnings, as long as they last. */
    List<Finding> of(String cluster) {
        return open.entrySet().stream().filter(entry -> entry.getKey().cluster().equals(cluster)).map(Map.Entry::getValue).toList();
    }

    void note(Place place, Finding finding) {
        open.put(place, finding);
    }

    void noteAndTell(Place place, Finding finding) {
        note(place, finding);
        if (told.computeIfAbsent(place, first -> ConcurrentHashMap.newKeySet()).add(finding.code())) {
            tell(place.cluster(), finding.code(), finding.message());
        }
    }

    void inOrder(Place place) {
        open.remove(place);
        told.remove(place);
    }

    /** Nothing else on this host is of interest any more: a route was taken out, or the host became the source. */
    void only(String cluster, String host, List<String> addresses) {
        open.keySet().removeIf(place -> place.cluster().equals(cluster) && place.host().equals(host) && !addresses.contains(place.address()));
        told.keySet().retainAll(open.keySet());
    }

    /** The same, wherever it was and also on hosts that nobody will see again. */
    void only(Cluster declared, List<String> addresses) {
        open.keySet().removeIf(place -> place.isGone(declared, addresses));
        told.keySet().retainAll(open.keySet());
    }

    /** Something was done, which is in order thereby. */
    void done(Place place, String action, String code, String text) {
        inOrder(place);
        audit.record(Actor.PANEL, action, place.host(), "done: " + place.address() + " in " + place.cluster());
        tell(place.cluster(), code, text);
    }

    private void tell(String cluster, String code, String text) {
        events.publishEvent(new ClusterChanged(cluster, code, text, clock.instant()));
    }
}
