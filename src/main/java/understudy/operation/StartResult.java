package understudy.operation;

import java.util.List;
import understudy.finding.Finding;

/** What became of a request to start an operation. */
public sealed interface StartResult {

    /** It runs. */
    record Started(String id) implements StartResult {
    }

    /** Another operation of the same cluster or host runs. */
    record AlreadyRunning(String id) implements StartResult {
    }

    /** Not possible now, and why. */
    record Refused(List<Finding> findings) implements StartResult {
    }

    /** Something would be lost: type this name. */
    record NeedsConfirmation(String name, Finding finding) implements StartResult {
    }

    /** There is no such cluster or host. */
    record NotFound(Finding finding) implements StartResult {
    }
}
