package understudy.promotion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.promotion.AddressNotes.Place;
import understudy.promotion.AddressRules.Verdict;
import understudy.routing.MovingAddresses;
import understudy.topology.Cluster;
import understudy.topology.Member;

/**
 * The address on the declared source's own host: sees whether it is there, and gives it back where {@link AddressRules} say so and it
 * was chosen for the route, or where it was just taken from the only other host that had it.
 */
@Component
class SourceAddress {

    /** For so long the gatekeeper may need with a server that was only just found open. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final MovingAddresses addresses;
    private final Monitor monitor;
    private final GateScenes scenes;
    private final AddressNotes notes;
    private final Clock clock;
    /** Places at the source, since the address was taken from its only holder: the source is to get it, whatever was chosen for restarts. */
    private final Map<Place, Instant> owed = new ConcurrentHashMap<>();
    /**
     * When the source was last seen taking writes with the address on its host. That it takes writes now proves nothing: where servers
     * boot open, so does one that was succeeded while it was off.
     */
    private final Map<Place, Instant> held = new ConcurrentHashMap<>();

    SourceAddress(MovingAddresses addresses, Monitor monitor, GateScenes scenes, AddressNotes notes, Clock clock) {
        this.addresses = addresses;
        this.monitor = monitor;
        this.scenes = scenes;
        this.notes = notes;
        this.clock = clock;
    }

    /** Forgets all else: members and routes that are gone. */
    void only(Cluster declared, List<String> addresses) {
        owed.keySet().removeIf(place -> place.isGone(declared, addresses));
        held.keySet().removeIf(place -> place.isGone(declared, addresses));
    }

    boolean isWanted(AddressSpot spot) {
        return spot.address().keptOverRestart() || isOwed(spot);
    }

    boolean isOwed(AddressSpot spot) {
        return owed.containsKey(spot.place());
    }

    void owe(AddressSpot spot) {
        owed.putIfAbsent(spot.place(), clock.instant());
    }

    /** @param spot at the source @return whether nothing is left to be done soon */
    boolean see(AddressSpot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                return given(spot);
            }
            seenOpenAt(spot).ifPresent(at -> held.put(spot.place(), at));
            if (isOwed(spot)) {
                // it couldn't be asked when the other had it too, so part of its neighbours may have learnt the wrong way
                addresses.announce(spot.address(), spot.source());
                owed.remove(spot.place());
            }
            notes.inOrder(spot.place());
            return true;
        } catch (Problem unseen) {
            return false;
        }
    }

    private Optional<Instant> seenOpenAt(AddressSpot spot) {
        return monitor.cluster(spot.cluster().name()).flatMap(state -> state.host(spot.source()))
                .filter(host -> host.reachable() && Boolean.TRUE.equals(host.writable())).map(HostState::seenAt);
    }

    /** What is known and declared now; empty when another is the source now. */
    Optional<GateScene> scene(AddressSpot spot) {
        return monitor.cluster(spot.cluster().name()).flatMap(state -> scenes.of(state, source -> lastHeld(spot)))
                .filter(now -> now.cluster().source().equals(Optional.of(spot.source())));
    }

    private @Nullable Instant lastHeld(AddressSpot spot) {
        return held.get(spot.ofSource().place());
    }

    private boolean given(AddressSpot spot) {
        Verdict verdict = giving(spot);
        if (verdict instanceof Verdict.Left left) {
            return notGiven(spot, left);
        }
        if (verdict instanceof Verdict.Wait later) {
            if (later.standing()) {
                notes.note(spot.place(), spot.missing("an operation that sees to it waits for somebody.", AddressSpot.GO_ON));
            }
            return false;
        }
        try {
            addresses.giveBack(spot.address(), spot.cluster().members().stream().map(Member::host).toList(), spot.source(),
                    () -> giving(spot) instanceof Verdict.Due).ifPresent(done -> gave(spot, done));
        } catch (Problem refused) {
            notes.noteAndTell(spot.place(), spot.missing(refused.finding().message(), refused.finding().hint()));
        }
        return true;
    }

    /** Where the other one has only just been found, the gatekeeper is about to close its server: that is worth no alarm yet. */
    private boolean notGiven(AddressSpot spot, Verdict.Left left) {
        Finding why = spot.missing(left.because() + ".", "Look at every host of the cluster, then lead the application to " + spot.source() + ".");
        Instant since = owed.get(spot.place());
        if (since == null || since.isBefore(clock.instant().minus(CLOSING))) {
            notes.noteAndTell(spot.place(), why);
        } else {
            notes.note(spot.place(), why);
        }
        return since == null;
    }

    private void gave(AddressSpot spot, String done) {
        owed.remove(spot.place());
        notes.done(spot.place(), "address.give", "AddressGivenBack", "The panel gave the address " + spot.address().address()
                + " to the source " + spot.source() + ". " + done + ".");
    }

    private Verdict giving(AddressSpot spot) {
        return scene(spot).map(AddressRules::giving).orElseGet(Verdict.Wait::new);
    }
}
