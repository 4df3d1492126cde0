package understudy.mysql;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens connections of one account to one server, each set up the same. */
final class JdbcConnector {

    static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);

    private static final Driver DRIVER = driver();

    private final String name;
    private final TunnelSource tunnels;
    private final int port;
    private final String user;
    private final Supplier<String> password;
    private final Supplier<Optional<String>> certificate;
    private final AtomicReference<@Nullable PinnedTls> tls = new AtomicReference<>();

    JdbcConnector(String name, TunnelSource tunnels, int port, String user, Supplier<String> password,
            Supplier<Optional<String>> certificate) {
        this.name = name;
        this.tunnels = tunnels;
        this.port = port;
        this.user = user;
        this.password = password;
        this.certificate = certificate;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    String user() {
        return user;
    }

    /**
     * A connection and what bounds its answers.
     *
     * @param socket the connection's
     */
    record Opened(Connection connection, BoundedSocket socket) {
    }

    /** @param limit for each answer of the server */
    Connection open(Duration limit) throws SQLException {
        return openBounded(limit, LOGIN_LIMIT).connection();
    }

    /**
     * @param limit for each answer of the server
     * @param login for each answer until the login is done
     */
    Opened openBounded(Duration limit, Duration login) throws SQLException {
        return openBounded(limit, login, certificate.get().map(this::tls).orElse(null));
    }

    /**
     * Begins a login with whoever answers.
     *
     * @return the fingerprint of the certificate that was shown, whatever became of the login
     * @throws SQLException when none was shown
     */
    String certificateShown(Duration limit) throws SQLException {
        PinnedTls anybody = new PinnedTls(name, null);
        try {
            openBounded(limit, limit, anybody).connection().close();
        } catch (SQLException refused) {
            if (anybody.shown() == null) {
                throw refused;
            }
        }
        return Objects.requireNonNull(anybody.shown());
    }

    private Opened openBounded(Duration limit, Duration login, @Nullable PinnedTls pinned) throws SQLException {
        AtomicReference<@Nullable BoundedSocket> made = new AtomicReference<>();
        String key = TunnelSocketFactory.register(timeout -> {
            BoundedSocket socket = new BoundedSocket(tunnels.open(timeout), name);
            made.set(socket);
            return socket;
        }, pinned);
        try {
            Connection connection = DRIVER.connect("jdbc:mysql://" + key + ":" + port + "/", properties(login, pinned != null));
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            return new Opened(connection, Objects.requireNonNull(made.get()));
        } finally {
            // the driver asks for a socket only while it connects
            TunnelSocketFactory.forget(key);
        }
    }

    private PinnedTls tls(String fingerprint) {
        PinnedTls known = tls.get();
        if (known == null || !known.pins(fingerprint)) {
            known = new PinnedTls(name, fingerprint);
            tls.set(known);
        }
        return known;
    }

    private Properties properties(Duration login, boolean proven) {
        Properties set = new Properties();
        set.setProperty("user", user);
        set.setProperty("password", password.get());
        set.setProperty("socketFactory", TunnelSocketFactory.class.getName());
        // the tunnel is encrypted already: TLS is only there for the server to prove itself
        set.setProperty("sslMode", proven ? "REQUIRED" : "DISABLED");
        set.setProperty("allowPublicKeyRetrieval", proven ? "false" : "true");
        set.setProperty("connectTimeout", Long.toString(login.toMillis()));
        set.setProperty("socketTimeout", Long.toString(login.toMillis()));
        set.setProperty("characterEncoding", "UTF-8");
        // without it the driver lets each column say its own, and SHOW GRANTS says latin1 for what is UTF-8
        set.setProperty("characterSetResults", "UTF-8");
        set.setProperty("connectionTimeZone", "UTC");
        // a known sql_mode, whatever the server's default: Sql's quoting counts on it
        set.setProperty("sessionVariables", "sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'"
                + ",time_zone='+00:00',lock_wait_timeout=8,innodb_lock_wait_timeout=8");
        set.setProperty("useServerPrepStmts", "false");
        set.setProperty("allowMultiQueries", "false");
        set.setProperty("allowLoadLocalInfile", "false");
        set.setProperty("autoReconnect", "false");
        set.setProperty("tinyInt1isBit", "false");
        set.setProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        set.setProperty("connectionAttributes", "program_name:understudy");
        return set;
    }

    private static Driver driver() {
        // a thread for forgotten connections: the panel closes its own
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
        try {
            return new com.mysql.cj.jdbc.NonRegisteringDriver();
        } catch (SQLException broken) {
            throw new IllegalStateException("the MySQL driver can't be loaded", broken);
        }
    }
}
