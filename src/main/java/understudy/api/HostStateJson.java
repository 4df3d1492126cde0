package understudy.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Member;

/** What was last seen of a host, in the contract's form; null is unknown. */
record HostStateJson(
        String name,
        Member.Role role,
        boolean reachable,
        boolean sshReachable,
        @Nullable Boolean writable,
        @Nullable String version,
        @Nullable String serverUuid,
        @Nullable String gtidExecuted,
        @Nullable String position,
        @Nullable ReplicationJson replication,
        Map<String, String> settings,
        @Nullable Long longestTransactionMillis,
        @Nullable Double commitsPerSecond,
        @Nullable Long freeBytes,
        @Nullable Long clockSkewMillis,
        @Nullable Finding problem,
        @Nullable Instant seenAt,
        @Nullable Instant lookedAt) {

    static HostStateJson of(HostState state) {
        HostState.Replication follows = state.replication();
        return new HostStateJson(state.name(), state.role(), state.reachable(), state.sshReachable(), state.writable(),
                state.version(), state.serverUuid(), state.gtidExecuted(), state.position(),
                follows == null ? null : ReplicationJson.of(follows), state.settings(), state.longestTransactionMillis(),
                state.commitsPerSecond(), state.freeBytes(), state.clockSkewMillis(), state.problem(), state.seenAt(),
                state.lookedAt());
    }

    static HostStateJson unseen(Member member) {
        return new HostStateJson(member.host(), member.role(), false, false, null, null, null, null, null, null, Map.of(), null,
                null, null, null, null, null, null);
    }

    /** What it follows. The server's own columns stay out: they are many, and another version has others. */
    record ReplicationJson(
            String sourceHost,
            boolean ioRunning,
            boolean sqlRunning,
            @Nullable Long lagMillis,
            @Nullable Long behind,
            @Nullable String errant,
            @Nullable String lastError,
            int lastErrorNumber) {

        static ReplicationJson of(HostState.Replication seen) {
            return new ReplicationJson(seen.sourceHost(), seen.ioRunning(), seen.sqlRunning(), seen.lagMillis(), seen.behind(),
                    seen.errant(), seen.lastError(), seen.lastErrorNumber());
        }
    }
}
