package understudy.mysql;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Opens byte streams to one server's port, usually through the SSH session of its host. */
@FunctionalInterface
public interface TunnelSource {

    /**
     * A new connected socket.
     *
     * @throws IOException when the far end refuses or doesn't answer in time
     * @throws understudy.finding.Problem when there is no way to the host at all
     */
    Socket open(Duration timeout) throws IOException;
}
