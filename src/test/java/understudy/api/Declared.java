package understudy.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Member;

/** Hosts and what is seen of them, for tests. */
final class Declared {

    static final Instant NOON = SilentPanel.NOON;
    static final String SEALED = "v1:c2VhbGVk";

    private Declared() {
    }

    static Host host(String name) {
        return new Host(name, "10.0.0.1", 22, "deploy", 3306, null, "10.0.0.2", "ssh-ed25519", "SHA256:abc", true, SEALED, null, null,
                NOON);
    }

    static Host enrolled(String name) {
        return host(name).withPanelPassword(SEALED).withFacts(new HostFacts("Debian 12", "MySQL", "9.7.4", 1, "uuid", "127.0.0.1",
                true, "ON", "/run/s", "/var/lib/mysql", "mysql", false, List.of("/etc/mysql/my.cnf"),
                Map.of("secondhand_production", 5L), 10, Map.of("zstd", "/usr/bin/zstd"),
                new HostFacts.Secondhand("/srv/database.yml", "secondhand_production"), NOON));
    }

    static HostState source(String name, @Nullable Boolean writable, boolean reachable, Instant seenAt) {
        return state(name, Member.Role.SOURCE, writable, reachable, null, seenAt);
    }

    static HostState replica(String name, @Nullable Long lagMillis, boolean running, Instant seenAt) {
        return state(name, Member.Role.REPLICA, false, true,
                new HostState.Replication("mercury", true, running, lagMillis, 0L, "", null, 0, Map.of("Source_User", "raw column")),
                seenAt);
    }

    static Optional<ClusterState> cluster(String name, Health health, HostState... hosts) {
        return Optional.of(new ClusterState(name, 1, health, "mercury", List.of(hosts), NOON));
    }

    private static HostState state(String name, Member.Role role, @Nullable Boolean writable, boolean reachable,
            HostState.@Nullable Replication replication, Instant seenAt) {
        return new HostState(name, role, reachable, true, writable, "9.7.4", "uuid", "uuid:1-5", "binlog.000001:4", replication,
                Map.of("server_id", "1"), null, 2.5, 10L, 0L, null, seenAt, seenAt);
    }
}
