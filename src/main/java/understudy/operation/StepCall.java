package understudy.operation;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * A step with its parameters, and the one place where what it throws becomes a value: a {@link Problem} is a lost connection or
 * the like and keeps its finding, everything else is a bug with a number that the log has too.
 */
record StepCall<P extends Record>(Step<P> step, P parameters) {

    private static final Logger LOG = LoggerFactory.getLogger(StepCall.class);

    /** What planning gave. */
    sealed interface Planning {

        record Planned(Plan plan) implements Planning {
        }

        record Unseen(Finding cause) implements Planning {
        }
    }

    /** How an apply ended, and whether the step itself said so. */
    record Applying(Outcome outcome, boolean thrown) {
    }

    StepText text() {
        return step.text(parameters);
    }

    boolean repeatedByItself() {
        return step.repeatedByItself();
    }

    Inspection inspect() {
        return caught(() -> step.inspect(parameters), Inspection.Unknown::new);
    }

    Planning plan() {
        return caught(() -> new Planning.Planned(step.plan(parameters)), Planning.Unseen::new);
    }

    Applying apply(Plan plan, Journal journal) {
        return caught(() -> new Applying(step.apply(parameters, plan, journal), false),
                finding -> new Applying(new Outcome.Failed(finding), true));
    }

    Inspection verify() {
        return caught(() -> step.verify(parameters), Inspection.Unknown::new);
    }

    Undo undo(Plan plan, Journal journal) {
        return caught(() -> step.undo(parameters, plan, journal), Undo.Failed::new);
    }

    private <T> T caught(Supplier<T> act, Function<Finding, T> orElse) {
        try {
            return act.get();
        } catch (Problem e) {
            return orElse.apply(e.finding());
        } catch (RuntimeException e) {
            return orElse.apply(bug(e));
        }
    }

    private Finding bug(RuntimeException e) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("The step {} stopped on a bug, number {}", step.name(), number, e);
        return Finding.blocker("Bug", null, "The step " + step.name() + " stopped on an error in the panel, number " + number
                + ".", "Look for this number in the panel's log and report what stands there; then retry.");
    }
}
