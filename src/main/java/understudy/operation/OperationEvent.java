package understudy.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to an operation; published as a Spring application event after the journal was written. */
public sealed interface OperationEvent {

    String operation();

    @Nullable String cluster();

    Instant at();

    /** Its state is now another one. */
    record OperationChanged(String operation, @Nullable String cluster, OperationKind kind, OperationStatus state, Instant at)
            implements OperationEvent {
    }

    /** A step began, ended or was undone. */
    record StepChanged(String operation, @Nullable String cluster, String stepId, StepStatus state, Instant at)
            implements OperationEvent {
    }

    /** A step said something or moved on; at most a few a second. */
    record StepProgressed(String operation, @Nullable String cluster, String stepId, Instant at) implements OperationEvent {
    }
}
