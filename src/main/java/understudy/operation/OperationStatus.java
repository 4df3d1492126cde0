package understudy.operation;

/** Where an operation is; names as in the REST contract. */
public enum OperationStatus {

    /** Stored, not begun. */
    PENDING,

    /** A step runs, or the undoing of one. */
    RUNNING,

    /** The admin's button decides: pace STEP. */
    WAITING,

    /** Every step is done. */
    SUCCEEDED,

    /** A step failed and stays as it is: retry, roll back (before the point of no return) or finish by hand. */
    FAILED,

    /** Failed or taken back, and everything undone. */
    ROLLED_BACK,

    /** The admin ended it; done steps stay done. */
    CANCELLED,

    /** The panel stopped or couldn't see the world while it ran; it is picked up again. */
    INTERRUPTED;

    /** Whether an operation that is here may be {@code next} afterwards. */
    public boolean mayBecome(OperationStatus next) {
        return switch (this) {
            case PENDING -> next == RUNNING || next == CANCELLED;
            case RUNNING -> switch (next) {
                case WAITING, SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED, INTERRUPTED -> true;
                case PENDING, RUNNING -> false;
            };
            case WAITING, INTERRUPTED -> next == RUNNING || next == CANCELLED;
            // retry and roll back; roll back
            case FAILED, CANCELLED -> next == RUNNING;
            case SUCCEEDED, ROLLED_BACK -> false;
        };
    }

    /** Whether nothing is done, though it is active, until somebody presses a button or the panel can go on: perhaps all night. */
    public boolean stands() {
        return this == WAITING || this == INTERRUPTED;
    }

    /** Whether it keeps other operations of its cluster or host away. */
    public boolean active() {
        return switch (this) {
            case PENDING, RUNNING, WAITING, INTERRUPTED -> true;
            case SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED -> false;
        };
    }
}
