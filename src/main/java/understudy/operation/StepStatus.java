package understudy.operation;

/** Where a step is; names as in the REST contract. */
public enum StepStatus {

    /** Not begun. */
    PENDING,

    /** Begun and not ended: acting now, or cut off in the middle. */
    RUNNING,

    /** Done by this operation, and proven. */
    DONE,

    /** Was done already; there is nothing to undo. */
    SKIPPED,

    /** Blocked or failed; what was begun is for undo. */
    FAILED,

    /** Taken back. */
    UNDONE;

    /** Whether a step that is here may be {@code next} afterwards. */
    public boolean mayBecome(StepStatus next) {
        return switch (this) {
            case PENDING -> next == RUNNING || next == SKIPPED || next == FAILED;
            case RUNNING -> next == DONE || next == FAILED || next == UNDONE;
            case FAILED -> next == RUNNING || next == DONE || next == SKIPPED || next == UNDONE;
            case DONE -> next == UNDONE;
            case SKIPPED, UNDONE -> false;
        };
    }

    /** Whether the next step may begin. */
    public boolean complete() {
        return this == DONE || this == SKIPPED;
    }
}
