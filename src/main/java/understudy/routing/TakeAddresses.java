package understudy.routing;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;

/**
 * First of all when a member comes back: the addresses that move are taken from it. It may bring them along where it was only cut off,
 * and then two hosts have them.
 */
@Component
public final class TakeAddresses implements Step<TakeAddresses.Wish> {

    public static final StepName NAME = new StepName("take-addresses");

    /** @param host from which they are taken; not the source */
    public record Wish(RouteMove move, String host) {
    }

    private final Reach reach;

    TakeAddresses(Reach reach) {
        this.reach = reach;
    }

    /** Whether there is anything that moves so. */
    public static boolean needed(RouteMove move) {
        return move.routes().stream().anyMatch(Route.VirtualIp.class::isInstance);
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Wish> parameters() {
        return Wish.class;
    }

    @Override
    public StepText text(Wish wish) {
        return new StepText("Close it", "Take the source's addresses from " + wish.host(),
                "Where it was only cut off it still has them, and part of the clients would talk to it.",
                "Take the address away there by hand, then try again.", "Take away");
    }

    @Override
    public Inspection inspect(Wish wish) {
        return new Inspection.Possible("Taking away what isn't there changes nothing");
    }

    @Override
    public Plan plan(Wish wish) {
        return Plan.ofCommands(addresses(wish).map(address -> HostAddress.taking(address, wish.host()).toString()).toArray(String[]::new));
    }

    @Override
    public Outcome apply(Wish wish, Plan plan, Journal journal) {
        List<String> taken = addresses(wish).filter(address -> taken(address, wish.host())).map(Route.VirtualIp::address).toList();
        return new Outcome.Applied(taken.isEmpty() ? wish.host() + " has none of them" : String.join(", ", taken) + " is gone from " + wish.host());
    }

    private boolean taken(Route.VirtualIp address, String host) {
        HostAddress there = new HostAddress(address, host, reach);
        boolean here = there.isHere();
        if (here) {
            there.take();
        }
        return here;
    }

    private static Stream<Route.VirtualIp> addresses(Wish wish) {
        return wish.move().routes().stream().filter(Route.VirtualIp.class::isInstance).map(Route.VirtualIp.class::cast);
    }

    /** That it is gone is proven by taking it. */
    @Override
    public Inspection verify(Wish wish) {
        return new Inspection.AlreadyDone(wish.host() + " has none of the source's addresses");
    }

    @Override
    public Undo undo(Wish wish, Plan plan, Journal journal) {
        return new Undo.Impossible("The source's addresses stay away from " + wish.host() + ": it isn't the source.");
    }
}
