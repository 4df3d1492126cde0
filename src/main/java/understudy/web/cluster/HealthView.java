package understudy.web.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.topology.Member;
import understudy.web.Amounts;

/**
 * A cluster's health in a word, a colour and a sentence.
 *
 * @param tone ok, warn, bad or idle
 */
record HealthView(String word, String tone, String sentence) {

    /** A state that nobody has looked at of late has no colour, whatever it was. */
    static HealthView of(ClusterState state, Instant now) {
        if (ClusterLooks.old(state, now)) {
            return new HealthView("Not seen now", "idle", "when last seen: " + word(state.health()).toLowerCase(Locale.ROOT) + "; " + sentence(state));
        }
        return new HealthView(word(state.health()), tone(state.health()), sentence(state));
    }

    private static String word(Health health) {
        return switch (health) {
            case HEALTHY -> "Healthy";
            case DEGRADED -> "Degraded";
            case SOURCE_DOWN -> "Source down";
            case NO_SOURCE -> "No source";
            case UNCONFIGURED -> "Not set up";
        };
    }

    private static String tone(Health health) {
        return switch (health) {
            case HEALTHY -> "ok";
            case DEGRADED -> "warn";
            case SOURCE_DOWN, NO_SOURCE -> "bad";
            case UNCONFIGURED -> "idle";
        };
    }

    private static String sentence(ClusterState state) {
        String source = state.source() == null ? "nobody" : state.source();
        return switch (state.health()) {
            case HEALTHY -> source + " takes the writes, " + followers(state);
            case DEGRADED -> trouble(state, source);
            case SOURCE_DOWN -> seesNobody(state) ? "the panel sees none of its servers" : source + " can't be seen" + cause(state.host(source).orElse(null));
            case NO_SOURCE -> "no server takes writes; the application can't save anything";
            case UNCONFIGURED -> source + " stands alone; if it fails, nobody can take over";
        };
    }

    private static String followers(ClusterState state) {
        List<HostState> replicas = replicas(state);
        long most = replicas.stream().map(HostState::replication).filter(Objects::nonNull)
                .map(HostState.Replication::lagMillis).filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(-1);
        String follow = Amounts.count(replicas.size(), "replica follows", "replicas follow");
        return most < 0 ? follow : follow + " within " + Amounts.lag(most);
    }

    private static String trouble(ClusterState state, String source) {
        if (state.diagnosis().verdict().writesWait()) {
            return source + " answers, but its writes wait";
        }
        if (replicas(state).isEmpty()) {
            return source + " takes the writes, but no replica follows, so nobody could take over";
        }
        for (HostState host : state.hosts()) {
            if (!host.reachable() && host.name().equals(state.source())) {
                return source + " hasn't been seen yet";
            }
            if (!host.reachable()) {
                return source + " takes the writes, but " + host.name() + " can't be seen" + cause(host);
            }
            HostState.Replication replication = host.replication();
            if (host.role() == Member.Role.REPLICA && (replication == null || !replication.ioRunning() || !replication.sqlRunning())) {
                return source + " takes the writes, but " + host.name() + " doesn't follow it";
            }
            if (host.role() == Member.Role.REPLICA && replication != null && !replication.sourceHost().equals(state.source())) {
                return source + " takes the writes, but " + host.name() + " follows " + replication.sourceHost() + " instead";
            }
            if (host.role() == Member.Role.UNUSABLE) {
                return source + " takes the writes, but the data of " + host.name() + " is not usable";
            }
        }
        return source + " takes the writes, but something below needs a look";
    }

    private static String cause(@Nullable HostState host) {
        return host == null || host.problem() == null ? "" : ": " + host.problem().message();
    }

    /** Whether not one of several servers can be seen: then the panel may be the one that is cut off. */
    static boolean seesNobody(ClusterState state) {
        return state.hosts().size() > 1 && state.hosts().stream().noneMatch(host -> host.reachable() || host.sshReachable() || host.lookedAt() == null);
    }

    static List<HostState> replicas(ClusterState state) {
        return state.hosts().stream().filter(host -> host.role() == Member.Role.REPLICA).toList();
    }
}
