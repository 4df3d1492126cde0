package understudy.promotion;

import java.util.List;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.promotion.AddressRules.Verdict;
import understudy.routing.MovingAddresses;
import understudy.routing.Route;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/**
 * Sees whether a host has its cluster's moving addresses, and does what {@link AddressRules} say: takes them from whoever isn't the
 * source; {@link SourceAddress} gives them back. The rules are asked after the host has answered, in the moment before the act.
 */
@Component
class AddressActs {

    private final Routes routes;
    private final Clusters clusters;
    private final MovingAddresses addresses;
    private final SourceAddress atSource;
    private final AddressNotes notes;

    AddressActs(Routes routes, Clusters clusters, MovingAddresses addresses, SourceAddress atSource, AddressNotes notes) {
        this.routes = routes;
        this.clusters = clusters;
        this.addresses = addresses;
        this.atSource = atSource;
        this.notes = notes;
    }

    /** Asks this host and does what is due. @return whether nothing is left to be done soon */
    boolean see(String clusterName, String host) {
        Cluster cluster = clusters.find(clusterName).orElse(null);
        String source = cluster == null ? null : cluster.source().orElse(null);
        if (cluster == null) {
            return true;
        }
        List<Route.VirtualIp> moving = MovingAddresses.among(routes.of(clusterName));
        forgetAllBut(cluster, moving.stream().map(Route.VirtualIp::address).toList());
        if (source == null) {
            return true;
        }
        boolean isSource = host.equals(source);
        List<Route.VirtualIp> wanted = moving.stream()
                .filter(address -> !isSource || atSource.isWanted(new AddressSpot(cluster, source, source, address))).toList();
        notes.only(clusterName, host, wanted.stream().map(Route.VirtualIp::address).toList());
        boolean settled = true;
        for (Route.VirtualIp address : wanted) {
            AddressSpot spot = new AddressSpot(cluster, source, host, address);
            settled &= isSource ? atSource.see(spot) : elsewhere(spot);
        }
        return settled;
    }

    private void forgetAllBut(Cluster cluster, List<String> addresses) {
        notes.only(cluster, addresses);
        atSource.only(cluster, addresses);
    }

    private boolean elsewhere(AddressSpot spot) {
        try {
            if (!addresses.isOn(spot.address(), spot.host())) {
                notes.inOrder(spot.place());
                return !atSource.isOwed(spot.ofSource()) || atSource.see(spot.ofSource());
            }
        } catch (Problem unseen) {
            return false; // what was noted of it stays true as far as anybody knows
        }
        boolean both = sourceHasIt(spot);
        switch (taking(spot, both)) {
            case Verdict.Due due -> {
                return taken(spot, both);
            }
            case Verdict.Wait later -> {
                if (later.standing()) {
                    notes.note(spot.place(), spot.awaited(both));
                }
                return false;
            }
            case Verdict.Left left -> notes.noteAndTell(spot.place(), spot.astray(both, " The panel leaves it there: " + left.because() + "."));
        }
        return true;
    }

    private Verdict taking(AddressSpot spot, boolean both) {
        return atSource.scene(spot).map(now -> AddressRules.taking(now, spot.host(), both)).orElseGet(Verdict.Wait::new);
    }

    /** One that can't be asked isn't known to have it. */
    private boolean sourceHasIt(AddressSpot spot) {
        try {
            return addresses.isOn(spot.address(), spot.source());
        } catch (Problem unseen) {
            return false;
        }
    }

    private boolean taken(AddressSpot spot, boolean both) {
        notes.note(spot.place(), spot.astray(both, ""));
        try {
            if (!take(spot, both)) {
                return false;
            }
        } catch (Problem failed) {
            notes.noteAndTell(spot.place(), spot.astray(both, " The panel couldn't take it away there: " + failed.finding().message()));
            return false;
        }
        String text = spot.host() + " had the address " + spot.address().address() + (both ? " too" : "") + ", which belongs to the source "
                + spot.source() + ". The panel took it away there";
        notes.done(spot.place(), "address.take", "AddressTaken", text + (both ? announced(spot) : "."));
        if (both || atSource.isOwed(spot)) {
            return !atSource.isOwed(spot);
        }
        atSource.owe(spot.ofSource());
        return atSource.see(spot.ofSource());
    }

    /** One that became the source between the last question and the act, on whatever way, is to have it back. */
    private boolean take(AddressSpot spot, boolean both) {
        try {
            return addresses.take(spot.address(), spot.host(), () -> taking(spot, both) instanceof Verdict.Due);
        } finally {
            clusters.find(spot.cluster().name()).flatMap(Cluster::source).filter(spot.host()::equals).ifPresent(source -> atSource.owe(spot));
        }
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
}
