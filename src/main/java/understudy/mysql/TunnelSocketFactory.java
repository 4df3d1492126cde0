package understudy.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives the driver sockets that run through a tunnel. The driver makes it by name, so the tunnels are found by the host name in
 * the JDBC address; public for the driver only.
 */
public final class TunnelSocketFactory extends StandardSocketFactory {

    private static final Map<String, TunnelSource> TUNNELS = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong();
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Keeps a source of tunnels; returns the host name to use in the JDBC address. */
    static String register(TunnelSource tunnels) {
        String key = "tunnel-" + NEXT.incrementAndGet();
        TUNNELS.put(key, tunnels);
        return key;
    }

    static void forget(String key) {
        TUNNELS.remove(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        TunnelSource tunnels = TUNNELS.get(host);
        if (tunnels == null) {
            throw new IOException("the server's connections were closed");
        }
        Socket socket = tunnels.open(loginTimeout > 0 ? Duration.ofMillis(loginTimeout) : USUAL);
        // until the login is done; afterwards the connection sets its own limit
        socket.setSoTimeout(loginTimeout > 0 ? loginTimeout : (int) USUAL.toMillis());
        this.rawSocket = socket;
        this.sslSocket = socket;
        return (T) socket;
    }
}
