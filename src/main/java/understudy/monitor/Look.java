package understudy.monitor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;

/**
 * What one look saw of a server.
 *
 * @param startedAt before the first question was sent, by the panel's clock
 * @param seenAt after the last answer came
 * @param writable whether the server takes writes
 * @param version such as {@code 9.7.4}
 * @param serverUuid the server's UUID
 * @param gtidExecuted everything executed
 * @param position the end of its binary log, or null when it keeps none
 * @param replica what it follows, or null when nothing
 * @param beat the newest heartbeat in its tables, or null when there is none
 * @param applyMicros from the last applied transaction's commit on the source to its commit here, each by its own host's clock;
 *     null when nothing was applied yet
 * @param settings variables by name
 * @param longestTransactionMillis age of the oldest open write transaction, or null when there is none or it wasn't asked
 * @param commitsPerSecond since the look before, or null at the first
 * @param freeBytes where the data lies, or null
 * @param skewMicros the server's clock minus the panel's
 * @param silentMillis how long its receiver has heard nothing of the source; null when it wasn't asked or has never heard anything
 * @param heartbeatMillis how often its source shows that it lives when there is nothing to send; 0 for never, null when not asked
 */
record Look(
        Instant startedAt,
        Instant seenAt,
        boolean writable,
        String version,
        String serverUuid,
        GtidSet gtidExecuted,
        @Nullable String position,
        @Nullable ReplicaStatus replica,
        @Nullable Long beat,
        @Nullable Long applyMicros,
        Map<String, String> settings,
        @Nullable Long longestTransactionMillis,
        @Nullable Double commitsPerSecond,
        @Nullable Long freeBytes,
        long skewMicros,
        @Nullable Long silentMillis,
        @Nullable Long heartbeatMillis) {

    Look {
        settings = Map.copyOf(settings);
    }
}
