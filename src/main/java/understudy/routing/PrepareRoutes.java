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

/** Before anybody has to wait: everything that could keep a route from being switched is looked for. Changes nothing. */
@Component
public final class PrepareRoutes implements Step<RouteMove> {

    public static final StepName NAME = new StepName("prepare-routes");

    private final Legs legs;

    PrepareRoutes(Legs legs) {
        this.legs = legs;
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
        return new StepText("Prepare", "See that the application can follow",
                "What could keep the application from using " + move.to() + " is better found now, while nobody waits.",
                "Nothing was changed; the message says what stands in the way.", "Look");
    }

    @Override
    public Inspection inspect(RouteMove move) {
        return new Inspection.Possible(move.routes().size() + " routes lead to " + move.from());
    }

    @Override
    public Plan plan(RouteMove move) {
        return Plan.ofChanges(legs.of(move).stream().map(leg -> new Plan.Change(leg.title(), move.from(), "can follow to " + move.to()))
                .toArray(Plan.Change[]::new));
    }

    @Override
    public Outcome apply(RouteMove move, Plan plan, Journal journal) {
        Absent absent = new Absent("", legs.resting(move));
        List<Legs.Ended<Leg>> all = Legs.each(legs.of(move), leg -> {
            leg.prepare(journal);
            return leg;
        }, Legs.PATIENT, journal::cancelled);
        List<Finding> problems = all.stream().filter(ended -> !absent.leaves(ended)).map(Legs.Ended::problem).flatMap(Optional::stream).toList();
        problems.stream().skip(1).forEach(further -> journal.say(further.message() + " " + further.hint()));
        return problems.isEmpty() ? new Outcome.Applied("The application can follow to " + move.to() + absent.left(all))
                : new Outcome.Failed(problems.getFirst());
    }

    /** The look was the work. */
    @Override
    public Inspection verify(RouteMove move) {
        return new Inspection.AlreadyDone("Every route can be switched to " + move.to());
    }

    @Override
    public Undo undo(RouteMove move, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
