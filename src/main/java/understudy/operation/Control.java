package understudy.operation;

import java.util.ArrayList;
import java.util.List;

/** A button of an operation, and when it may be pressed. Pure. */
enum Control {

    CONTINUE("continue"), RETRY("retry"), CANCEL("cancel"), ROLL_BACK("rollback");

    private final String label;

    Control(String label) {
        this.label = label;
    }

    /** The name in the REST contract. */
    String label() {
        return label;
    }

    /**
     * The buttons that are possible now.
     *
     * @param overtaken whether another operation of the same cluster was started later: the world isn't this one's any more
     */
    static List<Control> of(Operation operation, boolean overtaken) {
        List<Control> possible = new ArrayList<>();
        for (Control control : values()) {
            if (control.possible(operation) && !(overtaken && control.revives(operation))) {
                possible.add(control);
            }
        }
        return possible;
    }

    private boolean possible(Operation operation) {
        OperationStatus status = operation.status();
        return switch (this) {
            case CONTINUE -> status == OperationStatus.WAITING;
            case RETRY -> status == OperationStatus.FAILED || status == OperationStatus.INTERRUPTED;
            case CANCEL -> switch (status) {
                case PENDING -> true;
                // a step at the point of no return is asked, and may still turn back
                case RUNNING -> !operation.undoing() && !operation.pointOfNoReturnPassed();
                case WAITING, INTERRUPTED -> !operation.undoing() && operation.mayGoBack();
                case SUCCEEDED, FAILED, ROLLED_BACK, CANCELLED -> false;
            };
            case ROLL_BACK -> switch (status) {
                case FAILED, CANCELLED, WAITING, INTERRUPTED -> operation.mayGoBack() && operation.hasSomethingToUndo();
                case PENDING, RUNNING, SUCCEEDED, ROLLED_BACK -> false;
            };
        };
    }

    private boolean revives(Operation operation) {
        return !operation.status().active();
    }
}
