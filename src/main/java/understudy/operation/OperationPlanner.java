package understudy.operation;

import java.util.List;
import understudy.finding.Finding;

/** Turns a request of one kind into steps, or refuses it. A bean a kind; decides from what was seen and touches nothing. */
public interface OperationPlanner {

    OperationKind kind();

    Decision decide(OperationRequest request);

    /** What the planner says. */
    sealed interface Decision {

        /**
         * These steps.
         *
         * @param host the host that the operation is about, chosen by the planner where the request named none; or null
         * @param steps in the order in which they run
         * @param onFailure what to do when a step before the point of no return fails
         */
        record Planned(@org.jspecify.annotations.Nullable String host, List<PlannedStep> steps, OnFailure onFailure)
                implements Decision {

            public Planned {
                steps = List.copyOf(steps);
            }
        }

        /** No, and why: blockers. */
        record Refused(List<Finding> findings) implements Decision {

            public Refused {
                findings = List.copyOf(findings);
            }
        }

        /** Something would be lost: it needs {@code confirm} to be this name. */
        record NeedsConfirmation(String name, Finding finding) implements Decision {
        }
    }

    /** What happens when a step fails before the point of no return. */
    enum OnFailure {

        /** Undo in reverse order at once: for a switchover, where the application waits. */
        ROLL_BACK,

        /** Stop, so that the admin can mend and retry, or roll back by button. */
        STOP
    }
}
