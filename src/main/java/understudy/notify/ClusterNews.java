package understudy.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import understudy.finding.Severity;
import understudy.monitor.ClusterChanged;

/** What is told of a cluster's changes; most of them only belong into its timeline, and troubles of the source are diagnoses. */
final class ClusterNews {

    private final Duration away;
    private final Map<String, Instant> lost = new ConcurrentHashMap<>();

    /** @param away a host that comes back sooner was only restarted */
    ClusterNews(Duration away) {
        this.away = away;
    }

    /** The message for this change, if it is one to tell. */
    Optional<Message> of(ClusterChanged changed) {
        return switch (changed.code()) {
            case "HostLost" -> {
                lost.putIfAbsent(about(changed), changed.at());
                yield Optional.empty();
            }
            case "HostBack" -> returned(changed);
            case "ReturnedClosed", "SourceOpened", "AddressTaken", "AddressGivenBack" -> Optional.of(message(Topic.PANEL_ACTED, Severity.WARNING, changed,
                    "The panel acted by itself in " + changed.cluster()));
            case "ReturnedNotClosed", "SourceNotOpened", "OpenedByHand", "AutomaticFailoverRefused", "GivenUp", "FailedBefore",
                    "AddressOnTwoHosts", "AddressAstray", "AddressNotGivenBack" ->
                    Optional.of(message(Topic.PANEL_ACTED, Severity.BLOCKER, changed, changed.cluster() + " needs you"));
            case "ReadinessLost" -> Optional.of(message(Topic.READINESS_LOST, Severity.WARNING, changed,
                    changed.cluster() + " is not ready for a promotion"));
            case "ReadinessRegained" -> Optional.of(message(Topic.READINESS_REGAINED, Severity.INFO, changed,
                    changed.cluster() + " is ready for a promotion again"));
            default -> Optional.empty();
        };
    }

    private Optional<Message> returned(ClusterChanged changed) {
        Instant since = lost.remove(about(changed));
        boolean longAway = since != null && !Duration.between(since, changed.at()).minus(away).isNegative();
        return longAway ? Optional.of(message(Topic.HOST_RETURNED, Severity.INFO, changed, "A host of " + changed.cluster() + " is back"))
                : Optional.empty();
    }

    /** The change's text begins with the host's name. */
    private static String about(ClusterChanged changed) {
        return changed.cluster() + "/" + changed.text().split(" ", 2)[0];
    }

    private static Message message(Topic topic, Severity severity, ClusterChanged changed, String title) {
        return new Message("cluster-" + changed.cluster() + "-" + changed.code() + "-" + changed.at(), topic, severity, changed.cluster(),
                null, null, title, changed.text(), Map.of(), changed.at());
    }
}
