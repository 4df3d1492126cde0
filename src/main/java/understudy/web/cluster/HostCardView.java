package understudy.web.cluster;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.web.Amounts;
import understudy.web.ErrorCoach;
import understudy.web.FindingView;
import understudy.web.When;

/**
 * A host of the cluster with its numbers.
 *
 * @param node the same as in the tree
 * @param reached by which ways the panel sees it
 * @param error what the server says is wrong, explained; or null
 * @param problem why it isn't seen, or null
 * @param old whether what is shown is from an earlier look
 */
record HostCardView(
        NodeView node, String reached, String version, String executed, String position, String lag, String behind, String free,
        String clock, @Nullable When seen, @Nullable FindingView error, @Nullable FindingView problem, boolean old) {

    static HostCardView of(HostState host, NodeView node, String cluster, Instant now) {
        HostState.Replication replication = host.replication();
        return new HostCardView(node, reached(host), Objects.requireNonNullElse(host.version(), "unknown"), executed(host.gtidExecuted()),
                Objects.requireNonNullElse(host.position(), "unknown"),
                replication == null ? "" : Amounts.lag(replication.lagMillis()), replication == null ? "" : behind(replication.behind()),
                host.freeBytes() == null ? "unknown" : Amounts.bytes(host.freeBytes()), clock(host.clockSkewMillis()),
                When.ofNullable(host.seenAt(), now), ErrorCoach.explain(host, cluster), FindingView.ofNullable(host.problem()),
                NodeView.stale(host, now));
    }

    private static String reached(HostState host) {
        if (host.reachable() && host.sshReachable()) {
            return "SSH and SQL";
        }
        return host.sshReachable() ? "SSH only: the server doesn't answer" : host.reachable() ? "SQL" : "not at all";
    }

    private static String behind(@Nullable Long transactions) {
        return transactions == null ? "unknown" : transactions == 0 ? "nothing" : Amounts.count(transactions, "transaction", "transactions");
    }

    /** Each UUID shortened to its beginning: the whole set is on the host's page. */
    private static String executed(@Nullable String gtids) {
        if (gtids == null || gtids.isEmpty()) {
            return gtids == null ? "unknown" : "none";
        }
        return Stream.of(gtids.split(",")).map(String::strip)
                .map(set -> set.length() > 36 && set.charAt(8) == '-' ? set.substring(0, 8) + "…" + set.substring(36) : set)
                .collect(Collectors.joining(", "));
    }

    private static String clock(@Nullable Long skew) {
        return skew == null ? "unknown" : Math.abs(skew) < 100 ? "as the panel's" : Math.abs(skew) + " ms " + (skew > 0 ? "ahead" : "behind");
    }
}
