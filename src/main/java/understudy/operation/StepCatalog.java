package understudy.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** All steps that this panel knows, by their stored names. */
@Component
class StepCatalog {

    private final Map<StepName, Step<?>> steps = new HashMap<>();
    private final StoredJson json;

    StepCatalog(List<Step<?>> known, StoredJson json) {
        this.json = json;
        for (Step<?> step : known) {
            Step<?> other = steps.put(step.name(), step);
            if (other != null) {
                throw new IllegalStateException("two steps are stored as " + step.name() + ": "
                        + other.getClass().getName() + " and " + step.getClass().getName());
            }
        }
    }

    /** The step with its parameters. @throws Problem StepUnknown or StepUnreadable, after going back to an older panel */
    StepCall<?> call(StepRun.Order order) {
        return call(known(order.step()), order);
    }

    /** The same from a plan that isn't stored yet. @throws IllegalArgumentException for another step's parameters: a bug */
    StepCall<?> call(PlannedStep planned) {
        return call(known(planned.step()), planned.parameters());
    }

    private <P extends Record> StepCall<P> call(Step<P> step, Record parameters) {
        if (!step.parameters().isInstance(parameters)) {
            throw new IllegalArgumentException(step.name() + " was planned with " + parameters.getClass().getName());
        }
        return new StepCall<>(step, step.parameters().cast(parameters));
    }

    private <P extends Record> StepCall<P> call(Step<P> step, StepRun.Order order) {
        try {
            return new StepCall<>(step, json.readParameters(order.parameters(), step.parameters()));
        } catch (JacksonException e) {
            throw new Problem(Finding.blocker("StepUnreadable", order.host(),
                    "This version of the panel can't read what was stored for the step " + order.step() + ".",
                    "Install the version of the panel that began this operation, or finish by hand with the runbook."), e);
        }
    }

    private Step<?> known(StepName name) {
        Step<?> step = steps.get(name);
        if (step == null) {
            throw new Problem(Finding.blocker("StepUnknown", null,
                    "This version of the panel doesn't know the step " + name + ".",
                    "Install the version of the panel that began this operation, or finish by hand with the runbook."));
        }
        return step;
    }
}
