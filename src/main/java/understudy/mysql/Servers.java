package understudy.mysql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * Who answers at the other end: a login is begun that ends in an orderly refusal, and before that the server shows its certificate.
     *
     * @param name for messages
     * @param user whom nobody lets in
     * @param limit for each answer
     * @return the certificate's {@link ServerCertificate#fingerprint}
     * @throws ServerUnreachable when nobody answers, or without a certificate
     * @throws ServerRefused when the server turns everybody away before it shows one
     */
    public String certificateShown(String name, TunnelSource tunnels, int port, String user, Duration limit) {
        try {
            return new JdbcConnector(name, tunnels, port, user, () -> UUID.randomUUID().toString(), Optional::empty).certificateShown(limit);
        } catch (SQLException failed) {
            throw SqlFailures.problem(failed, name, port);
        }
    }
}
