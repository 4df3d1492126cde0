package understudy.monitor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.topology.Member;

/**
 * What was last seen of a host and its server. Null means unknown, never no.
 *
 * @param name the host's
 * @param role its declared part; UNCONFIGURED for a host outside any cluster
 * @param reachable whether the server answered the last look
 * @param sshReachable whether the host's SSH session stands
 * @param writable whether the server takes writes
 * @param version such as {@code 9.7.4}
 * @param serverUuid the server's UUID
 * @param gtidExecuted everything executed, in the server's form
 * @param position the end of its binary log, {@code file:offset}
 * @param replication what it follows; null when nothing or unknown
 * @param settings variables that readiness and the pages need, by name (server_id, bind_address, log_bin, log_replica_updates,
 *     binlog_format, gtid_mode, read_only, super_read_only, ...)
 * @param longestTransactionMillis how long the longest open write transaction has been open; null when there is none or unknown
 * @param commitsPerSecond of late
 * @param freeBytes free space where the data lies, or null
 * @param clockSkewMillis the server's clock minus the panel's, or null
 * @param problem why it wasn't seen, or null
 * @param seenAt when it was last seen; null when never
 * @param lookedAt when it was last looked at; null when never
 */
public record HostState(
        String name,
        Member.Role role,
        boolean reachable,
        boolean sshReachable,
        @Nullable Boolean writable,
        @Nullable String version,
        @Nullable String serverUuid,
        @Nullable String gtidExecuted,
        @Nullable String position,
        @Nullable Replication replication,
        Map<String, String> settings,
        @Nullable Long longestTransactionMillis,
        @Nullable Double commitsPerSecond,
        @Nullable Long freeBytes,
        @Nullable Long clockSkewMillis,
        @Nullable Finding problem,
        @Nullable Instant seenAt,
        @Nullable Instant lookedAt) {

    /**
     * A replica's channel as seen.
     *
     * @param sourceHost the name of the host that it follows, or its address when that is no known host
     * @param ioRunning whether the receiver runs
     * @param sqlRunning whether the applier runs
     * @param lagMillis by heartbeat, or null when unknown
     * @param behind transactions that the source has and it has not, or null when unknown
     * @param errant GTIDs that it has and the source never had; empty text when none, null when unknown
     * @param lastError in the server's words, or null
     * @param lastErrorNumber 0 when there is none
     * @param raw every column of the server's own status
     */
    public record Replication(
            String sourceHost,
            boolean ioRunning,
            boolean sqlRunning,
            @Nullable Long lagMillis,
            @Nullable Long behind,
            @Nullable String errant,
            @Nullable String lastError,
            int lastErrorNumber,
            Map<String, String> raw) {
    }
}
