package understudy.promotion;

import java.util.Map;
import understudy.finding.Finding;
import understudy.promotion.AddressNotes.Place;
import understudy.routing.Route;
import understudy.topology.Cluster;

/** An address that moves, on one host of its cluster, as it is looked at. @param source the declared one */
record AddressSpot(Cluster cluster, String source, String host, Route.VirtualIp address) {

    static final String GO_ON = "Let the operation go on, or end it; then the address gets to where it belongs.";

    Place place() {
        return new Place(cluster.name(), host, address.address());
    }

    AddressSpot ofSource() {
        return new AddressSpot(cluster, source, source, address);
    }

    /** It is here, where it doesn't belong. @param both whether the source has it too @param why it is still here, beginning with a blank; or empty */
    Finding astray(boolean both, String why) {
        return here(both, why, "Lead the application to " + source + "; then it is taken away on " + host + ".")
                .fixedBy("lead-routes").with(Map.of("source", source));
    }

    /** The same, while the operation that would take it away waits for somebody, and nothing else can be begun. */
    Finding awaited(boolean both) {
        return here(both, " The operation that is to take it away waits for somebody.", GO_ON);
    }

    private Finding here(boolean both, String why, String hint) {
        return Finding.warning(both ? "AddressOnTwoHosts" : "AddressAstray", host, host + " has the address " + address.address()
                + ", which belongs to the source " + source + (both ? ", and " + source + " has it too." : ".") + why, hint);
    }

    /** The source lacks it. */
    Finding missing(String why, String hint) {
        return Finding.warning("AddressNotGivenBack", source, "The source " + source + " lacks its address " + address.address()
                + ", and the panel doesn't give it back: " + why, hint);
    }
}
