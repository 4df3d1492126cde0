package understudy.promotion;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Policy;

/** A cluster in order, mercury followed by uranus, and small changes that bring it out of order. */
final class Scenes {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Map<String, String> SETTINGS = Map.of("log_bin", "ON", "log_replica_updates", "ON", "gtid_mode", "ON",
            "binlog_format", "ROW");

    private Scenes() {
    }

    static Cluster cluster() {
        return new Cluster("shop", List.of("secondhand_production"),
                List.of(new Member("mercury", Member.Role.SOURCE), new Member("uranus", Member.Role.REPLICA)), Policy.DEFAULT,
                "repl", null, NOON);
    }

    static Situation inOrder() {
        return situation(mercury(), uranus());
    }

    static Situation situation(HostState... hosts) {
        return new Situation(cluster(), new ClusterState("shop", 1, Health.HEALTHY, "mercury", List.of(hosts), NOON), "uranus",
                NOON.plusSeconds(1), null, null);
    }

    /** The same, where commits are to wait for a replica. */
    static Situation waiting(Situation now) {
        Policy old = now.cluster().policy();
        Policy policy = new Policy(Policy.Durability.SEMI_SYNC, old.automaticFailover(), old.acceptUnfenced(), old.bootClosed(),
                old.maxLagMillis(), old.failoverCooldownMillis(), old.maintenance(), new Policy.SemiSync(1, 30_000));
        return new Situation(now.cluster().withPolicy(policy), now.state(), now.candidate(), now.now(), null, null);
    }

    static HostState mercury() {
        return new Draft("mercury", Member.Role.SOURCE, true).state();
    }

    static HostState uranus() {
        return replica(UnaryOperator.identity()).state();
    }

    static Draft source() {
        return new Draft("mercury", Member.Role.SOURCE, true);
    }

    static Draft replica() {
        return replica(UnaryOperator.identity());
    }

    static Draft replica(UnaryOperator<HostState.Replication> change) {
        Draft draft = new Draft("uranus", Member.Role.REPLICA, false);
        draft.replication = change.apply(channel(true, true, 5L, ""));
        return draft;
    }

    static HostState.Replication channel(boolean io, boolean sql, @Nullable Long lag, @Nullable String errant) {
        return new HostState.Replication("mercury", io, sql, lag, 0L, errant, io && sql ? null : "it hurts", 0, Map.of());
    }

    /** A host that can be changed before it is looked at. */
    static final class Draft {

        private final String name;
        private final Member.Role role;
        private @Nullable Boolean writable;
        private @Nullable String version = "9.7.4";
        private final Map<String, String> settings = new HashMap<>(SETTINGS);
        private @Nullable Long longest;
        private @Nullable Long free = 1L << 40;
        private @Nullable Long skew = 0L;
        private boolean reachable = true;
        private Instant seenAt = NOON;
        private HostState.@Nullable Replication replication;

        private Draft(String name, Member.Role role, boolean writable) {
            this.name = name;
            this.role = role;
            this.writable = writable;
        }

        Draft writable(@Nullable Boolean value) {
            writable = value;
            return this;
        }

        Draft version(String value) {
            version = value;
            return this;
        }

        Draft setting(String setting, String value) {
            settings.put(setting, value);
            return this;
        }

        Draft noSettings() {
            settings.clear();
            return this;
        }

        Draft longest(long millis) {
            longest = millis;
            return this;
        }

        Draft free(long bytes) {
            free = bytes;
            return this;
        }

        Draft skew(long millis) {
            skew = millis;
            return this;
        }

        Draft lost() {
            reachable = false;
            writable = null;
            replication = null;
            return this;
        }

        Draft seenAt(Instant at) {
            seenAt = at;
            return this;
        }

        Draft replication(HostState.@Nullable Replication value) {
            replication = value;
            return this;
        }

        HostState state() {
            return new HostState(name, role, reachable, reachable, writable, version, "uuid-" + name, "", null, replication,
                    settings, longest, null, free, skew, reachable ? null : Finding.warning("X", name, "no answer", ""), seenAt,
                    seenAt);
        }
    }
}
