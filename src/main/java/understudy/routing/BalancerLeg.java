package understudy.routing;

import java.time.Duration;
import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Journal;

/** A load balancer that follows the source by asking the panel, as one host's clients use it. Nothing is moved: it is waited for and proven. */
final class BalancerLeg implements Leg {

    /** Shorter than a promotion waits, so that what is said is what is seen there. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Each knock that finds another server counts there as an attempt without a login; a hundred in a row and it lets the balancer in no more. */
    private static final long PAUSE_MILLIS = 500;

    private final Route.LoadBalancer balancer;
    private final RouteMove move;
    private final String from;
    private final List<String> members;
    private final BalancerKnock knock;

    /** @param from the host whose clients are led */
    BalancerLeg(Route.LoadBalancer balancer, RouteMove move, String from, List<String> members, BalancerKnock knock) {
        this.balancer = balancer;
        this.move = move;
        this.from = from;
        this.members = members;
        this.knock = knock;
    }

    @Override
    public String title() {
        return balancer.place() + " as " + from + " sees it";
    }

    @Override
    public String host() {
        return from;
    }

    @Override
    public List<String> commands() {
        return List.of("mysql -h " + balancer.address() + " -P " + balancer.port() + " -e 'SELECT @@hostname'   # on " + from
                + ": follows by itself, and must lead to " + move.to());
    }

    @Override
    public Standing look() {
        return leads(move.to()) ? new Standing.There(title() + " leads to " + move.to())
                : new Standing.Elsewhere(title() + " leads to another server than " + move.to());
    }

    private boolean leads(String member) {
        return knock.leads(balancer, from, member, members);
    }

    /** One that doesn't lead to the source now won't lead to the next one either. */
    @Override
    public void prepare(Journal journal) {
        if (!leads(move.from())) {
            throw new Problem(Finding.blocker("BalancerElsewhere", from, title() + " doesn't lead to the source " + move.from()
                    + " now, so it wouldn't follow to " + move.to() + ".", asks()));
        }
        journal.say(title() + " leads to " + move.from() + " and asks for the source by itself");
    }

    @Override
    public void move(Journal journal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ledAtLast(System.nanoTime() > deadline)) {
            if (!FilesLeg.paused(PAUSE_MILLIS)) {
                throw elsewhere();
            }
        }
        journal.say(title() + " leads to " + move.to());
    }

    /** While it changes its mind it may let nobody through. */
    private boolean ledAtLast(boolean last) {
        try {
            if (leads(move.to())) {
                return true;
            }
        } catch (Problem notNow) {
            if (last || !notNow.finding().code().equals("BalancerSilent")) {
                throw notNow;
            }
        }
        if (last) {
            throw elsewhere();
        }
        return false;
    }

    private Problem elsewhere() {
        return new Problem(Finding.blocker("BalancerElsewhere", from, title() + " doesn't lead to " + move.to() + ".", asks()));
    }

    private String asks() {
        return "See that it asks the panel, for each server, at /health/clusters/" + move.cluster() + "/hosts/HOST/source, and what it is told; then try again.";
    }
}
