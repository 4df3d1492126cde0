package understudy.mysql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says of its one channel.
 *
 * @param sourceHost the address it follows
 * @param sourcePort the port it follows
 * @param sourceUuid the source's UUID, once it has been reached
 * @param receiver the thread that fetches
 * @param applier the threads that execute, taken together
 * @param autoPosition whether it follows by GTID
 * @param secondsBehind the server's own measure in seconds, or null when it doesn't know
 * @param received GTIDs fetched
 * @param executed GTIDs executed
 * @param readPosition how far it has read the source's log
 * @param executedPosition how far it has executed the source's log
 * @param delaySeconds how late it is told to execute everything; 0 where nobody wants that
 * @param raw every column as the server named it, for those who want to see it
 */
public record ReplicaStatus(
        String sourceHost,
        int sourcePort,
        @Nullable String sourceUuid,
        ReplicaThread receiver,
        ReplicaThread applier,
        boolean autoPosition,
        @Nullable Long secondsBehind,
        GtidSet received,
        GtidSet executed,
        @Nullable Position readPosition,
        @Nullable Position executedPosition,
        long delaySeconds,
        Map<String, String> raw) {
}
