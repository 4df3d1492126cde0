package understudy.operation;

import org.jspecify.annotations.Nullable;

/**
 * A step in an operation's plan.
 *
 * @param step which
 * @param host the host that it is about, or null when it only changes the store
 * @param parameters the step's own record
 * @param pointOfNoReturn whether the operation only goes forward once this step was begun and has not failed
 */
public record PlannedStep(StepName step, @Nullable String host, Record parameters, boolean pointOfNoReturn) {

    public PlannedStep(StepName step, @Nullable String host, Record parameters) {
        this(step, host, parameters, false);
    }
}
