package understudy.operation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.operation.OperationView.StepView;

/** Operations as pages and REST show them. */
@Component
class OperationViews {

    private final StepCatalog catalog;
    private final OperationStore store;
    private final JournalStore journal;

    OperationViews(StepCatalog catalog, OperationStore store, JournalStore journal) {
        this.catalog = catalog;
        this.store = store;
        this.journal = journal;
    }

    /** With all that its steps said. */
    OperationView whole(Operation operation) {
        return view(operation, operation.steps().stream().map(step -> step(operation, step)).toList());
    }

    /** Without output and progress, for lists. */
    OperationView brief(Operation operation) {
        return view(operation, operation.steps().stream().map(step -> step(step, "", null)).toList());
    }

    /** An operation that isn't stored: it has no name and no buttons. */
    OperationView rehearsed(Operation operation) {
        List<StepView> steps = operation.steps().stream().map(step -> step(step, "", null)).toList();
        return view(operation, "", List.of(), steps);
    }

    private OperationView view(Operation operation, List<StepView> steps) {
        return view(operation, operation.id(), Control.of(operation, store.overtaken(operation)), steps);
    }

    private OperationView view(Operation operation, String id, List<Control> controls, List<StepView> steps) {
        Operation.Request request = operation.request();
        return new OperationView(id, request.kind(), request.cluster(), request.host(), request.requestedBy().name(),
                operation.status(), request.createdAt(), operation.finishedAt(), operation.pace(),
                Map.copyOf(operation.result()), operation.error(), operation.pointOfNoReturnPassed(),
                controls.stream().map(Control::label).toList(), steps);
    }

    private StepView step(Operation operation, StepRun step) {
        return step(step, journal.output(operation.id(), step.number()), journal.progress(operation.id(), step.number()));
    }

    private StepView step(StepRun step, String output, OperationView.@Nullable Progress progress) {
        return new StepView(Integer.toString(step.number()), step.order().step(), text(step), step.order().host(),
                step.status(), step.startedAt(), step.finishedAt(), step.said().message(), step.said().finding(),
                step.said().evidence(), step.plan(), output, progress, step.order().pointOfNoReturn());
    }

    private StepText text(StepRun step) {
        try {
            return catalog.call(step.order()).text();
        } catch (Problem e) {
            return new StepText("", step.order().step().value(), e.finding().message(), "", "");
        }
    }
}
