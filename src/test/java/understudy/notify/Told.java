package understudy.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.operation.OperationEvent.OperationChanged;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Pace;

/** Things that happen, for the tests of what is told. */
final class Told {

    static final Actor ANNA = new Actor("anna", Role.ADMIN);
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Told() {
    }

    static ClusterChanged change(String code, String text) {
        return new ClusterChanged("shop", code, text, NOON);
    }

    static ClusterChanged change(String code, String text, Instant at) {
        return new ClusterChanged("shop", code, text, at);
    }

    static OperationChanged changed(OperationKind kind, OperationStatus state) {
        return new OperationChanged("op1", "shop", kind, state, NOON);
    }

    static OperationView view(OperationKind kind, OperationStatus state, Map<String, Object> result, @Nullable Finding error) {
        return new OperationView("op1", kind, "shop", "uranus", "anna", state, NOON.minusSeconds(3), state.active() ? null : NOON,
                Pace.AUTO, result, error, false, List.of(), List.of());
    }
}
