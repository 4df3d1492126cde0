package understudy.notify;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.operation.OperationEvent.OperationChanged;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;

/** What is told of an operation that changes or repairs who is whose source: that it began, and how it ended. */
final class OperationNews {

    private static final Set<OperationKind> TOLD = Set.of(
            OperationKind.SWITCHOVER, OperationKind.FAILOVER, OperationKind.REJOIN, OperationKind.SETUP_REPLICA);

    private OperationNews() {
    }

    static boolean isTold(OperationChanged changed) {
        return TOLD.contains(changed.kind()) && (changed.state() == OperationStatus.PENDING || !changed.state().active());
    }

    /** The message for this change; the same change gives a message of the same id. */
    static Message of(OperationChanged changed, OperationView view) {
        boolean begun = changed.state() == OperationStatus.PENDING;
        String about = subject(view);
        String title = about + (begun ? " has begun" : " " + outcome(changed.state()));
        String id = "operation-" + view.id() + "-" + (begun ? "begun" : changed.state() + "-" + view.finishedAt());
        return new Message(id, begun ? Topic.OPERATION_BEGUN : Topic.OPERATION_ENDED, severity(changed.state()), view.cluster(), view.host(),
                view.id(), title, begun ? about + " has begun; " + view.requestedBy() + " asked for it." : text(changed.state(), view, title),
                details(changed.state(), view), changed.at());
    }

    private static String subject(OperationView view) {
        String host = view.host() == null ? "" : view.host();
        return switch (view.kind()) {
            case SWITCHOVER -> "The switchover of " + view.cluster() + to(host);
            case FAILOVER -> "The failover of " + view.cluster() + to(host);
            case REJOIN -> "Bringing " + host + " back into " + view.cluster();
            default -> "Making " + host + " a replica in " + view.cluster();
        };
    }

    private static String to(String host) {
        return host.isEmpty() ? "" : " to " + host;
    }

    private static String outcome(OperationStatus state) {
        return switch (state) {
            case SUCCEEDED -> "is done";
            case ROLLED_BACK -> "was taken back";
            case CANCELLED -> "was cancelled";
            default -> "failed";
        };
    }

    private static Severity severity(OperationStatus state) {
        return switch (state) {
            case PENDING, SUCCEEDED -> Severity.INFO;
            case ROLLED_BACK, CANCELLED -> Severity.WARNING;
            default -> Severity.BLOCKER;
        };
    }

    private static String text(OperationStatus state, OperationView view, String title) {
        StringBuilder text = new StringBuilder(title).append('.');
        Finding error = view.error();
        if (error != null && state != OperationStatus.SUCCEEDED) {
            text.append(' ').append(error.message()).append(' ').append(error.hint());
        } else if (state == OperationStatus.FAILED || state == OperationStatus.CANCELLED) {
            text.append(" The operation's page says where it stands and shows the ways out.");
        }
        outage(view).ifPresent(words -> text.append(' ').append(words));
        losses(view).ifPresent(words -> text.append(' ').append(words));
        return text.toString().strip();
    }

    private static Optional<String> outage(OperationView view) {
        return view.result().get("writeOutageMillis") instanceof Number millis
                ? Optional.of("Writers waited " + String.format(Locale.ROOT, "%.1f", millis.doubleValue()) + " ms.") : Optional.empty();
    }

    private static Optional<String> losses(OperationView view) {
        if (!(view.result().get("lostTransactions") instanceof Map<?, ?> lost)) {
            return Optional.empty();
        }
        Object count = lost.get("count");
        if (!(count instanceof Number number)) {
            return Optional.of("How many transactions were lost isn't known.");
        }
        boolean atLeast = Boolean.TRUE.equals(lost.get("atLeast"));
        if (number.longValue() == 0) {
            return Optional.of(atLeast ? "No transaction is known to be lost; the old source can't be read, so what it took last isn't known."
                    : "No transaction was lost.");
        }
        return Optional.of("Lost transactions: " + (atLeast ? "at least " : "") + number + "; the report lists them"
                + (lost.get("file") == null ? "." : " and says where they are kept."));
    }

    private static Map<String, Object> details(OperationStatus state, OperationView view) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", view.kind().name());
        details.put("state", state.name());
        details.put("requestedBy", view.requestedBy());
        details.put("createdAt", view.createdAt().toString());
        put(details, "finishedAt", view.finishedAt());
        Finding error = view.error();
        if (error != null) {
            details.put("error", error.code());
        }
        if (!view.result().isEmpty()) {
            details.put("result", view.result());
        }
        return details;
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
