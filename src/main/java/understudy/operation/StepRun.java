package understudy.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/**
 * A stored step and where it is. Immutable; a transition is a method that gives the changed step, or refuses.
 *
 * @param order what it is and was planned to be; never changes
 * @param begun whether the journal has a plan of it: only such a step has something to undo
 * @param said what the page says of it
 * @param plan the plan last made, or null
 * @param plannedAt when that was
 */
record StepRun(
        Order order,
        StepStatus status,
        boolean begun,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Said said,
        @Nullable Plan plan,
        @Nullable Instant plannedAt) {

    /**
     * What was planned.
     *
     * @param number in the operation, from 1
     * @param parameters the step's record as JSON
     */
    record Order(int number, StepName step, @Nullable String host, String parameters, boolean pointOfNoReturn) {
    }

    /** What is to be said of a step. */
    record Said(@Nullable String message, @Nullable Finding finding, @Nullable String evidence) {

        static final Said NOTHING = new Said(null, null, null);
    }

    static StepRun pending(Order order) {
        return new StepRun(order, StepStatus.PENDING, false, null, null, Said.NOTHING, null, null);
    }

    int number() {
        return order.number();
    }

    boolean complete() {
        return status.complete();
    }

    /** Whether undo has to look at it. */
    boolean undoable() {
        return begun && status != StepStatus.UNDONE;
    }

    /** What it would do was shown; nothing has begun. */
    StepRun shown(Plan planned, String evidence, Instant at) {
        return new StepRun(order, status, begun, startedAt, finishedAt,
                new Said(said.message(), said.finding(), evidence), planned, at);
    }

    /** It is about to act. */
    StepRun begin(Plan planned, String evidence, Instant at) {
        StepStatus next = status == StepStatus.RUNNING ? status : to(StepStatus.RUNNING);
        return new StepRun(order, next, true, startedAt == null ? at : startedAt, null,
                new Said(null, null, evidence), planned, at);
    }

    /** It was found done: by this operation before an interruption, or by somebody before it. */
    StepRun foundDone(String evidence, Instant at) {
        StepStatus next = to(begun ? StepStatus.DONE : StepStatus.SKIPPED);
        return new StepRun(order, next, begun, startedAt == null ? at : startedAt, at,
                new Said(evidence, null, evidence), plan, plannedAt);
    }

    StepRun done(String message, String evidence, Instant at) {
        return ended(StepStatus.DONE, new Said(message, null, evidence), at);
    }

    StepRun failed(Finding finding, Instant at) {
        Said why = new Said(finding.message(), finding, said.evidence());
        // blocked again, or the failed step of an operation that is given up
        StepStatus next = status == StepStatus.FAILED ? status : to(StepStatus.FAILED);
        return new StepRun(order, next, begun, startedAt == null ? at : startedAt, at, why, plan, plannedAt);
    }

    StepRun undone(String message, Instant at) {
        return ended(StepStatus.UNDONE, new Said(message, said.finding(), said.evidence()), at);
    }

    /** Says something else and stays where it is. */
    StepRun saying(String message, @Nullable Finding finding) {
        return new StepRun(order, status, begun, startedAt, finishedAt, new Said(message, finding, said.evidence()), plan,
                plannedAt);
    }

    private StepRun ended(StepStatus next, Said now, Instant at) {
        return new StepRun(order, to(next), begun, startedAt, at, now, plan, plannedAt);
    }

    private StepStatus to(StepStatus next) {
        if (!status.mayBecome(next)) {
            throw new IllegalTransition("step " + order.number(), status, next);
        }
        return next;
    }
}
