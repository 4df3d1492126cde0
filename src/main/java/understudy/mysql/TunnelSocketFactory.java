package understudy.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives the driver sockets that run through a tunnel. The driver makes it by name, so the tunnels are found by the host name in
 * the JDBC address; public for the driver only.
 */
public final class TunnelSocketFactory extends StandardSocketFactory {

    private static final Map<String, Way> TUNNELS = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong();
    private static final Duration USUAL = Duration.ofSeconds(10);

    private @Nullable PinnedTls tls;

    private record Way(TunnelSource tunnels, @Nullable PinnedTls tls) {
    }

    /**
     * Keeps a source of tunnels; returns the host name to use in the JDBC address.
     *
     * @param tls how the server proves itself, when TLS is asked for
     */
    static String register(TunnelSource tunnels, @Nullable PinnedTls tls) {
        String key = "tunnel-" + NEXT.incrementAndGet();
        TUNNELS.put(key, new Way(tunnels, tls));
        return key;
    }

    static void forget(String key) {
        TUNNELS.remove(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        Way way = TUNNELS.get(host);
        if (way == null) {
            throw new IOException("the server's connections were closed");
        }
        tls = way.tls();
        Socket socket = way.tunnels().open(loginTimeout > 0 ? Duration.ofMillis(loginTimeout) : USUAL);
        // until the login is done; afterwards the connection sets its own limit
        socket.setSoTimeout(loginTimeout > 0 ? loginTimeout : (int) USUAL.toMillis());
        this.rawSocket = socket;
        this.sslSocket = socket;
        return (T) socket;
    }

    /** The driver's own would look at names and issuers, which a server's self-made certificate doesn't have. */
    @Override
    @SuppressWarnings("unchecked")
    public <T extends Closeable> T performTlsHandshake(SocketConnection connection, @Nullable ServerSession session, Log log)
            throws IOException {
        if (tls == null || rawSocket == null) {
            throw new IOException("nobody asked for TLS");
        }
        this.sslSocket = tls.over(rawSocket);
        return (T) sslSocket;
    }
}
