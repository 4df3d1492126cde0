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

/**
 * A promotion's way for the application, gone with the eyes alone: everything that {@link PrepareRoutes} looks at, how each file would
 * change, and whether the application's pages answer now. Changes nothing, so it can be done at any hour.
 */
@Component
public final class RehearseRoutes implements Step<RouteMove> {

    public static final StepName NAME = new StepName("rehearse-routes");

    private final Legs legs;

    RehearseRoutes(Legs legs) {
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
        return new StepText("Rehearse", "Go the application's way to " + move.to() + " with the eyes alone",
                "Whether the application could follow is better known before the night in which it has to.",
                "Nothing was changed; the messages say what stands in the way.", "Look");
    }

    @Override
    public Inspection inspect(RouteMove move) {
        return new Inspection.Possible("Looking changes nothing");
    }

    @Override
    public Plan plan(RouteMove move) {
        return Plan.ofChanges(legs.of(move).stream().map(leg -> new Plan.Change(leg.title(), "stays as it is",
                "is looked at: could it be led to " + move.to() + "?")).toArray(Plan.Change[]::new));
    }

    @Override
    public Outcome apply(RouteMove move, Plan plan, Journal journal) {
        List<Legs.Ended<Leg>> ended = Legs.each(legs.of(move), leg -> {
            leg.rehearse(journal);
            return leg;
        }, Legs.PATIENT, journal::cancelled);
        Absent absent = new Absent("", legs.resting(move));
        List<Finding> problems = ended.stream().filter(one -> !absent.leaves(one)).map(Legs.Ended::problem).flatMap(Optional::stream).toList();
        problems.forEach(problem -> journal.say(problem.message() + " " + problem.hint()));
        return problems.isEmpty() ? new Outcome.Applied("Everything could be led to " + move.to() + "; nothing was changed" + absent.left(ended))
                : new Outcome.Failed(problems.getFirst());
    }

    /** The look was the work. */
    @Override
    public Inspection verify(RouteMove move) {
        return new Inspection.AlreadyDone("Everything could be led to " + move.to());
    }

    @Override
    public Undo undo(RouteMove move, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
