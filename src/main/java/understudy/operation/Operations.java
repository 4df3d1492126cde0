package understudy.operation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;

/** The door of the step engine, for pages and REST. Every act writes an audit entry. */
public interface Operations {

    /** Plans and starts. */
    StartResult start(OperationRequest request);

    /** What {@link #start} would do: every step inspected and planned, nothing changed anywhere. */
    DryRun rehearse(OperationRequest request);

    Optional<OperationView> find(String id);

    /** Newest first; a null filter matches everything. */
    List<OperationView> list(@Nullable String cluster, @Nullable OperationStatus state, int limit);

    /** The operation of this cluster that is not at its end, if any. */
    Optional<OperationView> running(String cluster);

    /** Runs the next step of a WAITING operation. */
    ControlResult resume(String id, Actor actor);

    /** Changes the pace from STEP to AUTO and goes on: "Run all the rest". */
    ControlResult runAll(String id, Actor actor);

    /** Tries the failed step of a FAILED or INTERRUPTED operation again. */
    ControlResult retry(String id, Actor actor);

    /** Asks the running step to stop and ends the operation. */
    ControlResult cancel(String id, Actor actor);

    /** Undoes what was done, in reverse order; refused after the point of no return. */
    ControlResult rollBack(String id, Actor actor);

    /** The operation's commands and what happened, as Markdown. */
    Optional<String> runbook(String id);

    /** What became of a button. */
    sealed interface ControlResult {

        /** Done; the operation now looks like this. */
        record Accepted(OperationView operation) implements ControlResult {
        }

        /** Not in this state; says why and what is possible. */
        record Refused(understudy.finding.Finding finding) implements ControlResult {
        }

        /** No such operation. */
        record NotFound() implements ControlResult {
        }
    }
}
