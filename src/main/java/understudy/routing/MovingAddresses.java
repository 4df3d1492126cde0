package understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import understudy.reach.Reach;

/**
 * What can be done with a cluster's moving addresses outside of an operation: see whether a host has one, take it away there, give it
 * back to the source. Decides nothing: who is to have it and when is the gatekeeper's matter.
 *
 * <p>Each method throws {@link understudy.finding.Problem} when a host can't be asked or doesn't do it.
 */
@Component
public class MovingAddresses {

    private final Reach reach;

    MovingAddresses(Reach reach) {
        this.reach = reach;
    }

    /** Those among these routes that move so. */
    public static List<Route.VirtualIp> among(List<Route> routes) {
        return routes.stream().filter(Route.VirtualIp.class::isInstance).map(Route.VirtualIp.class::cast).toList();
    }

    /** Whether this host has it now. */
    public boolean isOn(Route.VirtualIp address, String host) {
        return new HostAddress(address, host, reach).isHere();
    }

    /**
     * Takes it away there.
     *
     * @param stillDue asked in the moment before it is taken
     * @return whether it was taken and is proven gone; false when that isn't due any more
     */
    public boolean take(Route.VirtualIp address, String host, BooleanSupplier stillDue) {
        return new HostAddress(address, host, reach).take(stillDue);
    }

    /** Tells the neighbours of this host, which must have it, that it is there. @return whether that was possible */
    public boolean announce(Route.VirtualIp address, String host) {
        return new HostAddress(address, host, reach).tell();
    }

    /**
     * Gives it to the source's host, by the rules of a move, but takes it from nobody.
     *
     * @param members every host that may have it
     * @param stillDue asked in the moment before it is given
     * @return what was done, or empty when it is there already or isn't due any more
     */
    public Optional<String> giveBack(Route.VirtualIp address, List<String> members, String source, BooleanSupplier stillDue) {
        return new AddressLeg(address, members, source, reach).giveBack(stillDue);
    }
}
