package understudy.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.reach.Reach;

/** What a host needs so that an address that moves is of use there. Reads only. */
final class AddressNeeds {

    private static final Set<String> EVERYWHERE = Set.of("*", "0.0.0.0", "::");

    private final Route.VirtualIp route;
    private final String host;
    private final Reach reach;

    AddressNeeds(Route.VirtualIp route, String host, Reach reach) {
        this.route = route;
        this.host = host;
        this.reach = reach;
    }

    /** Everything that is missing. @throws understudy.finding.Problem when the host or its server can't be asked */
    List<Finding> missing() {
        HostAddress there = new HostAddress(route, host, reach);
        Optional<Finding> telling = there.canTell() ? Optional.empty() : Optional.of(Finding.blocker("ArpingMissing", host,
                "There is no command arping on " + host + ", so its neighbours wouldn't learn at once where the address is.",
                "Install the package iputils-arping there."));
        Optional<Finding> network = there.isHere() || there.fits() ? Optional.empty() : Optional.of(Finding.blocker("NoNetworkForAddress", host,
                host + " has no network to which " + route.address() + " belongs.", "Choose an address of a network that both hosts are in."));
        return Stream.of(telling, network, notListening()).flatMap(Optional::stream).toList();
    }

    /** An address at which nobody listens leads customers nowhere. @throws understudy.finding.Problem when its server can't be asked */
    Optional<Finding> notListening() {
        String bound = reach.server(host).variables("bind_address").getOrDefault("bind_address", "");
        boolean listens = Stream.of(bound.split(",")).map(String::strip).anyMatch(one -> EVERYWHERE.contains(one) || one.equals(route.bare()));
        return listens ? Optional.empty() : Optional.of(Finding.blocker("NotListeningThere", host, "The server on " + host + " listens on " + bound
                + " only, so nobody would reach it at " + route.bare() + ".", "Set bind-address = * on " + host + " and restart its server.")
                .with(Map.of("bindAddress", bound)));
    }
}
