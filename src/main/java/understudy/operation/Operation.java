package understudy.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.operation.OperationPlanner.OnFailure;

/**
 * One persistent run of a plan. Immutable, does no I/O; a transition is a method that gives the changed operation, or refuses.
 *
 * @param undoing whether it goes, or went, backwards; there is no way from backwards to forwards
 * @param result values that steps gave, by name
 * @param error what stopped it, or null
 */
record Operation(
        Request request,
        Pace pace,
        OperationStatus status,
        boolean undoing,
        Map<String, Object> result,
        @Nullable Finding error,
        @Nullable Instant finishedAt,
        List<StepRun> steps) {

    /**
     * What was asked for; never changes.
     *
     * @param key what it keeps other operations away from
     */
    record Request(String id, OperationKind kind, @Nullable String cluster, @Nullable String host, String key,
            Actor requestedBy, OnFailure onFailure, Instant createdAt) {
    }

    Operation {
        result = Map.copyOf(result);
        steps = List.copyOf(steps);
    }

    static Operation pending(Request request, Pace pace, List<StepRun> steps) {
        return new Operation(request, pace, OperationStatus.PENDING, false, Map.of(), null, null, steps);
    }

    String id() {
        return request.id();
    }

    StepRun step(int number) {
        return steps.get(number - 1);
    }

    /** The first step that isn't complete. */
    Optional<StepRun> next() {
        return steps.stream().filter(step -> !step.complete()).findFirst();
    }

    /** Whether it only goes forward: the point of no return is done, or was found done. */
    boolean pointOfNoReturnPassed() {
        return steps.stream().anyMatch(step -> step.order().pointOfNoReturn() && step.complete());
    }

    /** Whether the step at the point of no return was begun and nobody has seen yet how it ended. */
    boolean pointOfNoReturnInDoubt() {
        return steps.stream().anyMatch(step -> step.order().pointOfNoReturn() && step.status() == StepStatus.RUNNING);
    }

    /** Whether the way back is open. While nobody knows whether the point of no return is passed, it isn't. */
    boolean mayGoBack() {
        return !pointOfNoReturnPassed() && !pointOfNoReturnInDoubt();
    }

    /** Whether undo would have anything to look at. */
    boolean hasSomethingToUndo() {
        return steps.stream().anyMatch(StepRun::undoable);
    }

    /** Whether a failure is undone at once, without asking. */
    boolean rollsBackByItself() {
        return request.onFailure() == OnFailure.ROLL_BACK && mayGoBack() && hasSomethingToUndo();
    }

    /** Runs on: begun, continued, retried or picked up. */
    Operation running() {
        Finding why = undoing ? error : null;
        return new Operation(request, pace, to(OperationStatus.RUNNING), undoing, result, why, null, steps);
    }

    /** From now on backwards. */
    Operation rollingBack(@Nullable Finding why) {
        if (!mayGoBack()) {
            throw new IllegalStateException("operation " + id() + " has, or may have, passed its point of no return");
        }
        OperationStatus next = status == OperationStatus.RUNNING ? status : to(OperationStatus.RUNNING);
        return new Operation(request, pace, next, true, result, why == null ? error : why, null, steps);
    }

    Operation waiting() {
        return new Operation(request, pace, to(OperationStatus.WAITING), undoing, result, null, null, steps);
    }

    Operation interrupted(@Nullable Finding cause) {
        return new Operation(request, pace, to(OperationStatus.INTERRUPTED), undoing, result, cause, null, steps);
    }

    Operation succeeded(Instant at) {
        if (next().isPresent()) {
            throw new IllegalStateException("operation " + id() + " has steps left");
        }
        return new Operation(request, pace, to(OperationStatus.SUCCEEDED), undoing, result, null, at, steps);
    }

    Operation failed(Finding why, Instant at) {
        return new Operation(request, pace, to(OperationStatus.FAILED), undoing, result, why, at, steps);
    }

    Operation cancelled(Instant at) {
        return new Operation(request, pace, to(OperationStatus.CANCELLED), undoing, result, error, at, steps);
    }

    /** Everything that was begun is undone, except what says that it stays. */
    Operation rolledBack(Instant at) {
        return new Operation(request, pace, to(OperationStatus.ROLLED_BACK), undoing, result, error, at, steps);
    }

    Operation paced(Pace now) {
        return new Operation(request, now, status, undoing, result, error, finishedAt, steps);
    }

    /** With one step changed by its own transition. */
    Operation with(int number, UnaryOperator<StepRun> change) {
        List<StepRun> changed = new ArrayList<>(steps);
        changed.set(number - 1, change.apply(step(number)));
        return new Operation(request, pace, status, undoing, result, error, finishedAt, changed);
    }

    /** With what a step gave added to the result. */
    Operation withResult(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(result);
        all.putAll(given);
        return new Operation(request, pace, status, undoing, all, error, finishedAt, steps);
    }

    private OperationStatus to(OperationStatus next) {
        if (!status.mayBecome(next)) {
            throw new IllegalTransition("operation " + id(), status, next);
        }
        return next;
    }
}
