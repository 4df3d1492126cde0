package understudy.mysql;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The door to servers. */
@Component
public final class Servers {

    /**
     * A server behind a tunnel. Nothing is opened before the first question.
     *
     * @param name of its host, for messages
     * @param tunnels opens byte streams to its port
     * @param port for messages; the tunnels know where they lead
     * @param user the account
     * @param password asked for each new connection, so that it needn't be kept in clear
     */
    public Server connect(String name, TunnelSource tunnels, int port, String user, Supplier<String> password) {
        return connect(name, tunnels, port, user, password, Optional::empty);
    }

    /**
     * The same, for a server that has to prove itself before anything is said to it.
     *
     * @param certificate asked for each new connection: its {@link ServerCertificate#fingerprint}, or nothing to trust the tunnel
     */
    public Server connect(String name, TunnelSource tunnels, int port, String user, Supplier<String> password,
            Supplier<Optional<String>> certificate) {
        return new JdbcServer(new JdbcConnector(name, tunnels, port, user, password, certificate));
    }
}
