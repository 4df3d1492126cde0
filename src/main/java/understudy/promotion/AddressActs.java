package understudy.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.Monitor;
import understudy.promotion.AddressNotes.Place;
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

    AddressActs(Routes routes, Clusters clusters, MovingAddresses addresses, Monitor monitor, GateScenes scenes, AddressNotes notes, Clock clock) {
        this.routes = routes;
        this.clusters = clusters;
        this.addresses = addresses;
        this.monitor = monitor;
        this.scenes = scenes;
        this.notes = notes;
        this.clock = clock;
    }

    /** What is to be looked at on one host. */
    private record Spot(Cluster cluster, String source, String host, Route.VirtualIp address) {

        Place place() {
            return new Place(cluster.name(), host, address.address());
        }

        Spot ofSource() {
            return new Spot(cluster, source, source, address);
        }
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
                .filter(address -> !isSource || address.keptOverRestart()).toList();
        notes.only(clusterName, host, wanted.stream().map(Route.VirtualIp::address).toList());
        boolean settled = true;
        for (Route.VirtualIp address : wanted) {
            Spot spot = new Spot(cluster, source, host, address);
            settled &= isSource ? atSource(spot) : elsewhere(spot);
        }
        return settled;
    }

    private boolean elsewhere(Spot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                notes.inOrder(spot.place());
                return true;
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
            case Verdict.Left left -> notes.noteAndTell(spot.place(), astray(spot, both, " The panel leaves it there: " + left.because() + "."));
        }
        return true;
    }

    /** One that can't be asked isn't known to have it. */
    private boolean sourceHasIt(Spot spot) {
        try {
            return addresses.isOn(spot.address(), spot.source());
        } catch (Problem unseen) {
            return false;
        }
    }

    private Optional<GateScene> scene(Spot spot) {
        return monitor.cluster(spot.cluster().name()).flatMap(state -> scenes.of(state, source -> clock.instant()))
                .filter(now -> now.cluster().source().equals(Optional.of(spot.source())));
    }

    private boolean taken(Spot spot, boolean both) {
        notes.note(spot.place(), astray(spot, both, ""));
        try {
            addresses.take(spot.address(), spot.host());
        } catch (Problem failed) {
            notes.noteAndTell(spot.place(), astray(spot, both, " The panel couldn't take it away there: " + failed.finding().message()));
            return false;
        }
        String text = spot.host() + " had the address " + spot.address().address() + (both ? " too" : "") + ", which belongs to the source "
                + spot.source() + ". The panel took it away there";
        notes.done(spot.place(), "address.take", "AddressTaken", text + (both ? announced(spot) : "."));
        return both || given(spot.ofSource());
    }

    /** Neighbours may have learnt the wrong way meanwhile. */
    private String announced(Spot spot) {
        boolean told;
        try {
            told = addresses.announce(spot.address(), spot.source());
        } catch (Problem unreachable) {
            told = false;
        }
        return told ? ", and " + spot.source() + " told its neighbours that it has it." : ", but the neighbours of " + spot.source()
                + " couldn't be told; for some minutes part of them may look for it on " + spot.host() + ".";
    }

    private boolean atSource(Spot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                return given(spot);
            }
            notes.inOrder(spot.place());
            return true;
        } catch (Problem unseen) {
            return false;
        }
    }

    private boolean given(Spot spot) {
        Verdict verdict = giving(spot);
        if (verdict instanceof Verdict.Left left) {
            notes.noteAndTell(spot.place(), missing(spot, left.because() + ".", "Look at every host of the cluster, then lead the application to "
                    + spot.source() + "."));
        }
        if (!(verdict instanceof Verdict.Due)) {
            return verdict instanceof Verdict.Left;
        }
        try {
            addresses.giveBack(spot.address(), spot.cluster().members().stream().map(Member::host).toList(), spot.source(),
                    () -> giving(spot) instanceof Verdict.Due).ifPresent(done -> notes.done(spot.place(), "address.give", "AddressGivenBack",
                    "The panel gave the address " + spot.address().address() + " back to the source " + spot.source() + ". " + done + "."));
        } catch (Problem refused) {
            notes.noteAndTell(spot.place(), missing(spot, refused.finding().message(), refused.finding().hint()));
        }
        return true;
    }

    private Verdict giving(Spot spot) {
        return scene(spot).map(AddressRules::giving).orElseGet(Verdict.Wait::new);
    }

    private static Finding astray(Spot spot, boolean both, String why) {
        String source = spot.source();
        return Finding.warning(both ? "AddressOnTwoHosts" : "AddressAstray", spot.host(), spot.host() + " has the address "
                + spot.address().address() + ", which belongs to the source " + source + (both ? ", and " + source + " has it too." : ".") + why,
                "Lead the application to " + source + "; then it is taken away on " + spot.host() + ".")
                .fixedBy("lead-routes").with(Map.of("source", source));
    }

    private static Finding missing(Spot spot, String why, String hint) {
        return Finding.warning("AddressNotGivenBack", spot.source(), "The source " + spot.source() + " lacks its address "
                + spot.address().address() + ", and the panel doesn't give it back: " + why, hint);
    }
}
