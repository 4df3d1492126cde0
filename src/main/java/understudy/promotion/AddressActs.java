package understudy.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.Monitor;
import understudy.promotion.AddressRules.Verdict;
import understudy.routing.MovingAddresses;
import understudy.routing.Route;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/**
 * Sees whether a host has its cluster's moving addresses, and does what {@link AddressRules} say: takes them from whoever isn't the
 * source, gives them back to the source. The rules are asked after the host has answered, in the moment before the act.
 */
@Component
class AddressActs {

    private final Routes routes;
    private final Clusters clusters;
    private final MovingAddresses addresses;
    private final Monitor monitor;
    private final GateScenes scenes;
    private final AddressNotes notes;
    private final Clock clock;
    /** Places at the source from whose only holder the address was taken: the source is to get it, whatever was chosen for restarts. */
    private final Set<AddressNotes.Place> owed = ConcurrentHashMap.newKeySet();

    AddressActs(Routes routes, Clusters clusters, MovingAddresses addresses, Monitor monitor, GateScenes scenes, AddressNotes notes, Clock clock) {
        this.routes = routes;
        this.clusters = clusters;
        this.addresses = addresses;
        this.monitor = monitor;
        this.scenes = scenes;
        this.notes = notes;
        this.clock = clock;
    }

    /** Asks this host and does what is due. @return whether nothing is left to be done soon */
    boolean see(String clusterName, String host) {
        Cluster cluster = clusters.find(clusterName).orElse(null);
        String source = cluster == null ? null : cluster.source().orElse(null);
        if (cluster == null || source == null) {
            return true;
        }
        boolean isSource = host.equals(source);
        List<Route.VirtualIp> wanted = MovingAddresses.among(routes.of(clusterName)).stream()
                .filter(address -> !isSource || givesBack(new AddressSpot(cluster, source, source, address))).toList();
        notes.only(clusterName, host, wanted.stream().map(Route.VirtualIp::address).toList());
        boolean settled = true;
        for (Route.VirtualIp address : wanted) {
            AddressSpot spot = new AddressSpot(cluster, source, host, address);
            settled &= isSource ? atSource(spot) : elsewhere(spot);
        }
        return settled;
    }

    private boolean elsewhere(AddressSpot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                notes.inOrder(spot.place());
                return !owed.contains(spot.ofSource().place()) || atSource(spot.ofSource());
            }
        } catch (Problem unseen) {
            return false; // what was noted of it stays true as far as anybody knows
        }
        boolean both = sourceHasIt(spot);
        switch (scene(spot).map(now -> AddressRules.taking(now, spot.host(), both)).orElseGet(Verdict.Wait::new)) {
            case Verdict.Due due -> {
                return taken(spot, both);
            }
            case Verdict.Wait later -> {
                return false;
            }
            case Verdict.Left left -> notes.noteAndTell(spot.place(), spot.astray(both, " The panel leaves it there: " + left.because() + "."));
        }
        return true;
    }

    /** One that can't be asked isn't known to have it. */
    private boolean sourceHasIt(AddressSpot spot) {
        try {
            return addresses.isOn(spot.address(), spot.source());
        } catch (Problem unseen) {
            return false;
        }
    }

    private Optional<GateScene> scene(AddressSpot spot) {
        return monitor.cluster(spot.cluster().name()).flatMap(state -> scenes.of(state, source -> clock.instant()))
                .filter(now -> now.cluster().source().equals(Optional.of(spot.source())));
    }

    private boolean taken(AddressSpot spot, boolean both) {
        notes.note(spot.place(), spot.astray(both, ""));
        try {
            addresses.take(spot.address(), spot.host());
        } catch (Problem failed) {
            notes.noteAndTell(spot.place(), spot.astray(both, " The panel couldn't take it away there: " + failed.finding().message()));
            return false;
        }
        String text = spot.host() + " had the address " + spot.address().address() + (both ? " too" : "") + ", which belongs to the source "
                + spot.source() + ". The panel took it away there";
        notes.done(spot.place(), "address.take", "AddressTaken", text + (both ? announced(spot) : "."));
        if (both) {
            return true;
        }
        owed.add(spot.ofSource().place());
        return atSource(spot.ofSource());
    }

    private boolean givesBack(AddressSpot spot) {
        return spot.address().keptOverRestart() || owed.contains(spot.place());
    }

    /** Neighbours may have learnt the wrong way meanwhile. */
    private String announced(AddressSpot spot) {
        boolean told;
        try {
            told = addresses.announce(spot.address(), spot.source());
        } catch (Problem unreachable) {
            told = false;
        }
        return told ? ", and " + spot.source() + " told its neighbours that it has it." : ", but the neighbours of " + spot.source()
                + " couldn't be told; for some minutes part of them may look for it on " + spot.host() + ".";
    }

    private boolean atSource(AddressSpot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                return given(spot);
            }
            owed.remove(spot.place());
            notes.inOrder(spot.place());
            return true;
        } catch (Problem unseen) {
            return false;
        }
    }

    private boolean given(AddressSpot spot) {
        Verdict verdict = giving(spot);
        if (verdict instanceof Verdict.Left left) {
            return notGiven(spot, left);
        }
        if (verdict instanceof Verdict.Wait) {
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

    /** Where the other one has only just been found, the gatekeeper is about to close its server: that is worth no alarm. */
    private boolean notGiven(AddressSpot spot, Verdict.Left left) {
        Finding why = spot.missing(left.because() + ".", "Look at every host of the cluster, then lead the application to " + spot.source() + ".");
        if (owed.contains(spot.place())) {
            notes.note(spot.place(), why);
            return false;
        }
        notes.noteAndTell(spot.place(), why);
        return true;
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
