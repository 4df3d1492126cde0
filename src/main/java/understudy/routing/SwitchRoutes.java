package understudy.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;

/**
 * Leads everybody to the new source, all routes at once, as soon as that takes writes. What doesn't move must not keep the rest of a
 * promotion waiting, so a route that fails is told and left to {@link FinishRoutes} at the end.
 */
@Component
public final class SwitchRoutes implements Step<RouteMove> {

    public static final StepName NAME = new StepName("switch-routes");

    private final Legs legs;
    private final Clock clock;

    SwitchRoutes(Legs legs, Clock clock) {
        this.legs = legs;
        this.clock = clock;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<RouteMove> parameters() {
        return RouteMove.class;
    }

    @Override
    public StepText text(RouteMove move) {
        return new StepText("Hand over", "Lead the application to " + move.to(),
                move.to() + " takes the writes now, and the application still talks to " + move.from() + ".",
                "The promotion goes on, and what didn't follow is tried again at its end.", "Switch");
    }

    /** Doesn't look: a dead host would keep everybody waiting for it, a page that only shows the plan would, and a hook may be asked. */
    @Override
    public Inspection inspect(RouteMove move) {
        return new Inspection.Possible("Moving a route that leads to " + move.to() + " already changes nothing");
    }

    @Override
    public Plan plan(RouteMove move) {
        return RoutePlan.of(legs.of(move));
    }

    @Override
    public Outcome apply(RouteMove move, Plan plan, Journal journal) {
        Instant begun = clock.instant();
        List<Legs.Ended<Long>> ended = moved(legs.of(move), Legs.BRIEF, journal);
        List<Finding> problems = ended.stream().map(Legs.Ended::problem).flatMap(Optional::stream).toList();
        // an application that went down with the old source's host, or rests, keeps nobody waiting who could be served
        Absent absent = new Absent(move.from(), legs.resting(move));
        if (ended.stream().allMatch(one -> one.problem().isEmpty() ? one.leg().followedByMoving() : absent.leaves(one))) {
            lastToFollow(ended).ifPresent(millis -> {
                journal.result("applicationSwitchMillis", millis);
                // the step may have begun long before, with a panel that died in it
                journal.result("applicationFollowedAt", begun.plusMillis(millis).toString());
            });
        }
        problems.forEach(problem -> journal.say(problem.message() + " " + problem.hint()));
        return new Outcome.Applied(problems.isEmpty() ? "Every route leads to " + move.to()
                : problems.size() + " of " + ended.size() + " routes didn't follow; that is tried again at the end");
    }

    private static Optional<Long> lastToFollow(List<Legs.Ended<Long>> ended) {
        return ended.stream().map(Legs.Ended::answer).flatMap(Optional::stream).max(Long::compare);
    }

    /** Answers after how many milliseconds each has followed. */
    private static List<Legs.Ended<Long>> moved(List<Leg> legs, Duration limit, Journal journal) {
        long from = System.nanoTime();
        return Legs.each(legs, leg -> {
            leg.move(journal);
            return (System.nanoTime() - from) / 1_000_000;
        }, limit, journal::cancelled);
    }

    /** Whether every route follows is for {@link FinishRoutes} to say. */
    @Override
    public Inspection verify(RouteMove move) {
        return new Inspection.AlreadyDone("What could follow at once has followed");
    }

    @Override
    public Undo undo(RouteMove move, Plan plan, Journal journal) {
        List<Leg> back = legs.of(new RouteMove(move.cluster(), move.to(), move.from(), move.routes()));
        return moved(back, Legs.BRIEF, journal).stream().map(Legs.Ended::problem).flatMap(Optional::stream).findFirst()
                .<Undo>map(Undo.Failed::new).orElseGet(() -> new Undo.Undone("Every route leads to " + move.from() + " again"));
    }
}
