package understudy.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.topology.Member;

/** Looks and states for tests, as short as the situation allows. */
final class Looks {

    static final String UUID = "11111111-1111-1111-1111-111111111111";
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Looks() {
    }

    /** A look that took ten milliseconds. */
    static Look look(long startedMillis, String executed) {
        Instant started = NOON.plusMillis(startedMillis);
        return new Look(started, started.plusMillis(10), true, "9.7.4", UUID, GtidSet.of(executed), null, null, null, null,
                Map.of(), null, null, null, 0, null, null);
    }

    static HostState source(String name, boolean writable) {
        return state(name, Member.Role.SOURCE, true, writable, null);
    }

    static HostState replica(String name, boolean running, @Nullable Long lag) {
        return state(name, Member.Role.REPLICA, true, false,
                new HostState.Replication("mercury", running, running, lag, 0L, "", null, 0, Map.of()));
    }

    static HostState lost(String name, Member.Role role) {
        return state(name, role, false, null, null);
    }

    static HostState neverSeen(String name, Member.Role role) {
        return new HostState(name, role, false, false, null, null, null, null, null, null, Map.of(), null, null, null, null, null,
                null, null);
    }

    static HostState state(String name, Member.Role role, boolean reachable, @Nullable Boolean writable,
            HostState.@Nullable Replication replication) {
        return new HostState(name, role, reachable, reachable, writable, "9.7.4", UUID, "", null, replication, Map.of(), null,
                null, null, null, reachable ? null : Finding.warning("ServerUnreachable", name, "no answer", ""),
                NOON, NOON);
    }

    static ClusterState cluster(long version, HostState... hosts) {
        return new ClusterState("shop", version, HealthRule.of(List.of(hosts)),
                List.of(hosts).stream().filter(host -> host.role() == Member.Role.SOURCE).map(HostState::name).findFirst()
                        .orElse(null), List.of(hosts), NOON);
    }
}
