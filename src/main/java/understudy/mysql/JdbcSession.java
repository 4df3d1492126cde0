package understudy.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection. After a failure that leaves it in doubt it is closed for good. */
final class JdbcSession implements SqlSession {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSession.class);

    /** A row costs much more memory than its bytes on the way. */
    private static final int MOST_ROWS = 100_000;

    private final Connection connection;
    private final BoundedSocket socket;
    private final JdbcConnector connector;
    private final Duration limit;
    private final boolean watching;
    private final long connectionId;
    private final String serverVersion;

    private JdbcSession(JdbcConnector.Opened opened, JdbcConnector connector, Duration limit, boolean watching)
            throws SQLException {
        this.connection = opened.connection();
        this.socket = opened.socket();
        this.connector = connector;
        this.limit = limit;
        this.watching = watching;
        this.connectionId = connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).getSession().getThreadId();
        this.serverVersion = connection.getMetaData().getDatabaseProductVersion();
    }

    static JdbcSession open(JdbcConnector connector, Duration limit) {
        try {
            return new JdbcSession(connector.openBounded(limit, JdbcConnector.LOGIN_LIMIT), connector, limit, false);
        } catch (SQLException failure) {
            throw SqlFailures.problem(failure, connector.name(), connector.port());
        }
    }

    /** One whose login has the same limit, and whose overdue statements are left to themselves. */
    static JdbcSession openToWatch(JdbcConnector connector, Duration limit) {
        try {
            return new JdbcSession(connector.openBounded(limit, limit), connector, limit, true);
        } catch (SQLException failure) {
            throw SqlFailures.problem(failure, connector.name(), connector.port());
        }
    }

    @Override
    public List<Row> query(String sql, @Nullable Object... parameters) {
        return told(sql, parameters, statement -> {
            try (ResultSet answer = statement.executeQuery()) {
                return rows(answer);
            }
        });
    }

    @Override
    public int execute(String sql, @Nullable Object... parameters) {
        return told(sql, parameters, statement -> {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        });
    }

    private <R> R told(String sql, @Nullable Object[] parameters, Telling<R> telling) {
        socket.renew();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return telling.of(statement);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private RuntimeException failed(SQLException failure) {
        if (SqlFailures.timedOut(failure)) {
            drop();
            return watching ? SqlFailures.noAnswer(failure, connector.name(), limit)
                    : new OverdueStatement(connector, connectionId, limit).end(failure);
        }
        if (SqlFailures.connectionLost(failure)) {
            close();
        }
        return SqlFailures.problem(failure, connector.name(), connector.port());
    }

    private List<Row> rows(ResultSet answer) throws SQLException {
        ResultSetMetaData columns = answer.getMetaData();
        List<Row> rows = new ArrayList<>();
        while (answer.next()) {
            if (rows.size() == MOST_ROWS) {
                close();
                throw BoundedSocket.tooLarge(connector.name());
            }
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                values.put(columns.getColumnLabel(i), answer.getString(i));
            }
            rows.add(new Row(values));
        }
        return rows;
    }

    @Override
    public long connectionId() {
        return connectionId;
    }

    String serverVersion() {
        return serverVersion;
    }

    /** Whether the server answers on it; one small round trip. */
    boolean answers() {
        socket.renew();
        try {
            return connection.isValid((int) Math.max(1, limit.toSeconds()));
        } catch (SQLException broken) {
            return false;
        }
    }

    boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException broken) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.debug("Closing a connection to the server on {}: {}", connector.name(), failure.toString());
        }
    }

    /** Without a farewell, for which the driver would wait as long again. */
    private void drop() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException failure) {
            LOG.debug("Dropping a connection to the server on {}: {}", connector.name(), failure.toString());
        }
    }

    @Override
    public void whenLost(Runnable listener) {
        socket.whenEnded(listener);
    }

    private interface Telling<R> {
        R of(PreparedStatement statement) throws SQLException;
    }
}
