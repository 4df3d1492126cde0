package understudy.mysql;

import java.time.Duration;

/**
 * How a replica reaches its source.
 *
 * @param address where the replica finds the source
 * @param port the source's
 * @param user the replication account's name
 * @param tls whether the connection is encrypted
 * @param retryEvery pause between two tries, whole seconds
 * @param retries how often it tries before it gives up
 * @param heartbeat how often the source shows that it lives when there is nothing to send
 */
public record SourceLink(
        String address, int port, String user, boolean tls, Duration retryEvery, int retries, Duration heartbeat) {

    /** With what the panel uses: a try every 5 s for 30 days, a heartbeat each second. */
    public static SourceLink usual(String address, int port, String user, boolean tls) {
        return new SourceLink(address, port, user, tls, Duration.ofSeconds(5), 518_400, Duration.ofSeconds(1));
    }
}
