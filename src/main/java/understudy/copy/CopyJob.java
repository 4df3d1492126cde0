package understudy.copy;

import java.util.List;
import understudy.remote.HostConnection;
import understudy.replication.RootClient;

/**
 * What is to be copied, from where to where.
 *
 * @param source name of the source's host
 * @param replica name of the replica's host
 * @param databases their names
 * @param estimatedBytes how long the dump will be, roughly
 * @param from the session to the source's host
 * @param to the session to the replica's host
 * @param dumper the tools on the source
 * @param loader the tools on the replica
 */
record CopyJob(
        String source, String replica, List<String> databases, long estimatedBytes, HostConnection from, HostConnection to,
        RootClient dumper, RootClient loader) {
}
