package understudy.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;

/**
 * What someone asks the panel to do.
 *
 * @param kind what
 * @param cluster on which cluster; null for {@link OperationKind#ENROL}
 * @param host the host that it is about, or null to let the panel choose where the kind allows it
 * @param pace who says when the next step runs
 * @param confirm the typed name, where something can be lost
 * @param expectedSource the source that the caller believes to be one, or null
 * @param options of the kind, checked by its {@link OperationPlanner}; values are texts, numbers or booleans
 * @param requestedBy who
 */
public record OperationRequest(
        OperationKind kind,
        @Nullable String cluster,
        @Nullable String host,
        Pace pace,
        @Nullable String confirm,
        @Nullable String expectedSource,
        Map<String, Object> options,
        Actor requestedBy) {

    public OperationRequest {
        options = Map.copyOf(options);
    }
}
