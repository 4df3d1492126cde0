package understudy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.PlannedStep;
import understudy.replication.DeclareRoles;
import understudy.routing.FinishRoutes;
import understudy.routing.PrepareRoutes;
import understudy.routing.ProveApplication;
import understudy.routing.RouteMove;
import understudy.routing.SwitchRoutes;
import understudy.routing.TakeAddresses;

/** Weaves the steps by which clients follow into a promotion's plan. Without routes a plan stays as it is. Pure. */
final class RouteSteps {

    private RouteSteps() {
    }

    /** The same decision with the steps of its plan changed. @param change from the host that it is about, and the steps */
    static Decision in(Decision decision, BiFunction<String, List<PlannedStep>, List<PlannedStep>> change) {
        return decision instanceof Decision.Planned planned && planned.host() != null
                ? new Decision.Planned(planned.host(), change.apply(planned.host(), planned.steps()), planned.onFailure()) : decision;
    }

    /** Looks first, switches when the new source is declared, and sees at the end that everything followed. */
    static List<PlannedStep> inSwitchover(List<PlannedStep> plan, RouteMove move) {
        return woven(plan, move, List.of(new PlannedStep(PrepareRoutes.NAME, null, move)), "");
    }

    /** The same without the look before: with a dead source nobody would wait for what it says. */
    static List<PlannedStep> inFailover(List<PlannedStep> plan, RouteMove move) {
        return woven(plan, move, List.of(), move.from());
    }

    /** What came back is led to the source that there is. The source itself doesn't change, and a hook is told so. */
    static List<PlannedStep> inRejoin(List<PlannedStep> plan, RouteMove move) {
        RouteMove unchanged = new RouteMove(move.cluster(), move.to(), move.to(), move.routes());
        List<PlannedStep> steps = new ArrayList<>();
        if (TakeAddresses.needed(move) && !move.from().equals(move.to())) {
            steps.add(new PlannedStep(TakeAddresses.NAME, move.from(), new TakeAddresses.Wish(unchanged, move.from())));
        }
        steps.addAll(plan);
        steps.addAll(move.routes().isEmpty() ? List.of() : finish(unchanged, ""));
        return steps;
    }

    private static List<PlannedStep> woven(List<PlannedStep> plan, RouteMove move, List<PlannedStep> before, String mayBeGone) {
        if (move.routes().isEmpty()) {
            return plan;
        }
        List<PlannedStep> steps = new ArrayList<>(before);
        for (PlannedStep step : plan) {
            steps.add(step);
            // as soon as the new source is declared everybody may be led to it; what can wait isn't done before
            if (step.step().equals(DeclareRoles.NAME)) {
                steps.add(new PlannedStep(SwitchRoutes.NAME, null, move));
            }
        }
        steps.addAll(finish(move, mayBeGone));
        return steps;
    }

    private static List<PlannedStep> finish(RouteMove move, String mayBeGone) {
        PlannedStep finish = new PlannedStep(FinishRoutes.NAME, null, new FinishRoutes.Wish(move, mayBeGone));
        return !ProveApplication.askable(move) ? List.of(finish)
                : List.of(finish, new PlannedStep(ProveApplication.NAME, null, new ProveApplication.Wish(move, mayBeGone)));
    }
}
