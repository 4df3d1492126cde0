package understudy.routing;

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

/** At the end of a promotion: every route leads to the new source, or it is said which doesn't and how it is done by hand. */
@Component
public final class FinishRoutes implements Step<FinishRoutes.Wish> {

    public static final StepName NAME = new StepName("finish-routes");

    /** @param mayBeGone the old source whose host is out of reach: what is on it follows when it rejoins; or empty */
    public record Wish(RouteMove move, String mayBeGone) {
    }

    private final Legs legs;

    FinishRoutes(Legs legs) {
        this.legs = legs;
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
        return new StepText("Prove it", "See that everybody uses " + wish.move().to(),
                "A route that couldn't be switched at once is tried again now, and each is looked at once more.",
                "The databases are in order; mend what the message says, then try again.", "Look again");
    }

    /** Doesn't look: nobody who only wants to see the plan waits for hosts or calls a hook. */
    @Override
    public Inspection inspect(Wish wish) {
        return new Inspection.Possible("Each route is looked at, and led to " + wish.move().to() + " where it leads elsewhere");
    }

    private Absent absent(Wish wish) {
        return new Absent(wish.mayBeGone(), legs.resting(wish.move()));
    }

    /** What is so far, with what has to wait for its host. */
    private static String reached(Wish wish, Absent absent, List<? extends Legs.Ended<?>> all) {
        String left = absent.left(all);
        return (left.isEmpty() ? "Every route leads to " : "What can be reached leads to ") + wish.move().to() + left;
    }

    private static Optional<Finding> why(Wish wish, Legs.Ended<Leg.Standing> ended) {
        return ended.problem().or(() -> ended.answer().flatMap(standing -> switch (standing) {
            case Leg.Standing.There there -> Optional.empty();
            case Leg.Standing.Elsewhere elsewhere -> Optional.of(Finding.blocker("RouteElsewhere", ended.leg().host(), elsewhere.evidence() + ".",
                    "Try again, or do it by hand: " + HandCommand.joined(ended.leg().commands()))
                    .with(RouteLook.evidence(elsewhere, wish.move().to())));
            case Leg.Standing.Stuck stuck -> Optional.of(stuck.finding());
        }));
    }

    @Override
    public Plan plan(Wish wish) {
        return RoutePlan.of(legs.of(wish.move()));
    }

    @Override
    public Outcome apply(Wish wish, Plan plan, Journal journal) {
        List<Legs.Ended<Leg>> all = Legs.each(legs.of(wish.move()), leg -> led(leg, journal), Legs.PATIENT, journal::cancelled);
        Absent absent = absent(wish);
        List<Finding> problems = all.stream().filter(ended -> !absent.leaves(ended)).map(Legs.Ended::problem).flatMap(Optional::stream).toList();
        problems.stream().skip(1).forEach(further -> journal.say(further.message() + " " + further.hint()));
        return problems.isEmpty() ? new Outcome.Applied(reached(wish, absent, all)) : new Outcome.Failed(problems.getFirst());
    }

    /** What is proven by moving alone isn't moved again where it says that it leads there; moving the rest again changes nothing. */
    private static Leg led(Leg leg, Journal journal) {
        if (!leg.provenByMoving() || !(leg.look() instanceof Leg.Standing.There)) {
            leg.move(journal);
        }
        return leg;
    }

    @Override
    public Inspection verify(Wish wish) {
        List<Legs.Ended<Leg.Standing>> all = Legs.each(legs.of(wish.move()).stream().filter(leg -> !leg.provenByMoving()).toList(),
                Leg::look, Legs.BRIEF);
        Absent absent = absent(wish);
        List<Finding> open = all.stream().filter(ended -> !absent.leaves(ended)).map(ended -> why(wish, ended)).flatMap(Optional::stream).toList();
        return open.isEmpty() ? new Inspection.AlreadyDone(reached(wish, absent, all)) : new Inspection.Blocked(open);
    }

    @Override
    public Undo undo(Wish wish, Plan plan, Journal journal) {
        return new Undo.Impossible("What was led to " + wish.move().to() + " still leads there: that is the source.");
    }

    @Override
    public boolean repeatedByItself() {
        return false;
    }
}
