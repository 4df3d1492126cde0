package understudy.operation;

import java.time.Clock;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;

/** A dry run: looks at and plans every step; stores nothing and changes nothing anywhere. */
@Component
class Rehearsal {

    private final OperationStart start;
    private final StepCatalog catalog;
    private final OperationViews views;
    private final Clock clock;

    Rehearsal(OperationStart start, StepCatalog catalog, OperationViews views, Clock clock) {
        this.start = start;
        this.catalog = catalog;
        this.views = views;
        this.clock = clock;
    }

    DryRun of(OperationRequest request) {
        return switch (start.decide(request)) {
            case OperationStart.Decided.No no -> new DryRun.NotStarted(no.why());
            case OperationStart.Decided.Go go -> {
                Operation operation = start.operation(request, "rehearsal", go.plan());
                for (StepRun step : operation.steps()) {
                    operation = operation.with(step.number(), this::rehearse);
                }
                yield new DryRun.Planned(views.rehearsed(operation));
            }
        };
    }

    private StepRun rehearse(StepRun step) {
        StepCall<?> call = catalog.call(step.order());
        return switch (call.inspect()) {
            case Inspection.AlreadyDone done -> step.foundDone(done.evidence(), clock.instant());
            case Inspection.Possible possible -> planned(step, call, possible.evidence());
            case Inspection.Blocked blocked -> standing(step, blocked.first());
            case Inspection.Unknown unknown -> standing(step, unknown.cause());
        };
    }

    private StepRun planned(StepRun step, StepCall<?> call, String evidence) {
        return switch (call.plan()) {
            case StepCall.Planning.Planned planned -> step.shown(planned.plan(), evidence, clock.instant());
            case StepCall.Planning.Unseen unseen -> standing(step, unseen.cause());
        };
    }

    /** Stands in the way today; an earlier step may clear it away, so it isn't a failure. */
    private static StepRun standing(StepRun step, Finding finding) {
        return step.saying(finding.message(), finding);
    }
}
