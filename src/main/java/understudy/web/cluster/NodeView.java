package understudy.web.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.topology.Member;
import understudy.web.Amounts;

/**
 * A host in the tree, with the arrow that leads to it.
 *
 * @param parent the host that it follows, or null
 * @param tone source, ok, warn, bad, idle, and stale when it hasn't been seen of late
 * @param address where the others reach it, and what runs there
 * @param state what it does, in words
 * @param flow of the arrow: flowing, late, broken, unknown or planned
 * @param words on the arrow: the lag, or why there is none
 */
record NodeView(
        String host, @Nullable String parent, String tone, String role, String address, String state, String flow, String words) {

    /** After this long without a look, what was seen is shown as old. */
    static final Duration FRESH = Duration.ofSeconds(5);

    static NodeView of(HostState host, @Nullable String source, String address, long maxLagMillis, Instant now) {
        boolean isSource = host.name().equals(source);
        String version = host.version() == null ? "" : " · " + host.version();
        return new NodeView(host.name(), isSource ? null : parent(host, source), tone(host, isSource, now),
                role(host.role()), address + version, state(host, isSource, now),
                flow(host, maxLagMillis, now), words(host, now));
    }

    private static @Nullable String parent(HostState host, @Nullable String source) {
        HostState.Replication replication = host.replication();
        return replication == null ? source : replication.sourceHost();
    }

    private static String tone(HostState host, boolean isSource, Instant now) {
        String stale = stale(host, now) ? "stale " : "";
        if (!host.reachable() || host.role() == Member.Role.UNUSABLE || !isSource && writesAlone(host)) {
            return stale + "bad";
        }
        if (isSource) {
            return stale + (Boolean.TRUE.equals(host.writable()) ? "source" : "source warn");
        }
        return stale + ("broken".equals(flow(host, Long.MAX_VALUE, now)) ? "bad" : host.role() == Member.Role.REPLICA ? "ok" : "idle");
    }

    static String role(Member.Role role) {
        return role == Member.Role.UNCONFIGURED ? "to be set up" : role.name().toLowerCase(Locale.ROOT);
    }

    /** A server that was never set up is open, as it came; that is no alarm yet. */
    private static boolean writesAlone(HostState host) {
        return Boolean.TRUE.equals(host.writable()) && host.role() != Member.Role.UNCONFIGURED;
    }

    static boolean stale(HostState host, Instant now) {
        return host.seenAt() == null || Duration.between(host.seenAt(), now).compareTo(FRESH) > 0;
    }

    private static String state(HostState host, boolean isSource, Instant now) {
        if (!host.reachable()) {
            return host.seenAt() == null ? "never seen yet"
                    : "not seen for " + Amounts.duration(Duration.between(host.seenAt(), now));
        }
        if (isSource) {
            return writes(host);
        }
        if (writesAlone(host)) {
            return "takes writes, though it isn't the source";
        }
        return switch (host.role()) {
            case UNCONFIGURED -> "not set up as a replica yet";
            case DETACHED -> "out of replication; closed until it rejoins";
            case UNUSABLE -> "its data is incomplete: copy it again";
            case SOURCE, REPLICA -> (host.writable() == null ? "" : "read-only · ") + threads(host.replication());
        };
    }

    private static String writes(HostState host) {
        if (host.writable() == null) {
            return "not known whether it takes writes";
        }
        if (!host.writable()) {
            return "closed: refuses writes";
        }
        Double rate = host.commitsPerSecond();
        return rate == null ? "open for writes"
                : "open for writes · " + String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate) + " commits/s";
    }

    private static String threads(HostState.@Nullable Replication replication) {
        if (replication == null) {
            return "follows nobody";
        }
        if (replication.ioRunning() && replication.sqlRunning()) {
            return "receiver and applier running";
        }
        return replication.ioRunning() ? "applier stopped" : replication.sqlRunning() ? "receiver not connected" : "replication stopped";
    }

    /** Green only what was seen of late, with a known lag. */
    private static String flow(HostState host, long maxLagMillis, Instant now) {
        if (host.role() == Member.Role.UNCONFIGURED || host.role() == Member.Role.DETACHED) {
            return "planned";
        }
        HostState.Replication replication = host.replication();
        if (!host.reachable() || stale(host, now)) {
            return "unknown";
        }
        if (replication == null || !replication.ioRunning() || !replication.sqlRunning()) {
            return "broken";
        }
        Long lag = replication.lagMillis();
        return lag == null ? "unknown" : lag > maxLagMillis ? "late" : "flowing";
    }

    private static String words(HostState host, Instant now) {
        return switch (flow(host, Long.MAX_VALUE, now)) {
            case "planned" -> host.role() == Member.Role.DETACHED ? "detached" : "not set up yet";
            case "unknown" -> host.reachable() && !stale(host, now) ? "lag unknown" : "not seen";
            case "broken" -> broken(host.replication());
            default -> host.replication() == null ? "" : lag(host.replication());
        };
    }

    private static String lag(HostState.Replication replication) {
        return Amounts.lag(replication.lagMillis()) + " behind";
    }

    private static String broken(HostState.@Nullable Replication replication) {
        if (replication == null) {
            return "not replicating";
        }
        return replication.lastErrorNumber() == 0 ? "stopped" : "stopped: error " + replication.lastErrorNumber();
    }
}
