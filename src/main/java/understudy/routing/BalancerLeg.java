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
    private static final long PAUSE_MILLIS = 200;

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
    public List<HandCommand> commands() {
        return List.of(new HandCommand(from, "mysql -h " + balancer.address() + " -P " + balancer.port() + " -u ACCOUNT -p -e 'SELECT @@hostname'",
                "with the application's account and its password; follows by itself, and must lead to " + move.to()));
    }

    @Override
    public String withoutPanel() {
        return "It asks the panel, and as long as that is gone it stays where it was. In its configuration write disabled at the end of the line that begins with server "
                + move.from() + ", and no-check at the end of the line of " + move.to() + ", and reload it (sudo service haproxy reload). Take both out again when the panel is back.";
    }

    @Override
    public Standing look() {
        String member = leadsTo();
        return move.to().equals(member) ? new Standing.There(title() + " leads to " + member) : new Standing.Elsewhere(title() + " leads to " + member);
    }

    /** In words. */
    private String leadsTo() {
        return knock.leadsTo(balancer, from, members).orElse("a server that is no member's");
    }

    /** One that doesn't lead to the source now won't lead to the next one either. */
    @Override
    public void prepare(Journal journal) {
        String member = leadsTo();
        if (!move.from().equals(member)) {
            throw new Problem(Finding.blocker("BalancerElsewhere", from, title() + " leads to " + member + " and not to the source " + move.from()
                    + ", so it wouldn't follow to " + move.to() + ".", asks()));
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
            if (move.to().equals(leadsTo())) {
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
