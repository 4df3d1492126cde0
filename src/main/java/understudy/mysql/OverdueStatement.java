package understudy.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Finding;

/** A statement that got no answer in time: ended on the server, so that it doesn't take effect later, when nobody expects it. */
final class OverdueStatement {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueStatement.class);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(3);
    private static final int LOOKS = 40;
    private static final long PAUSE_MILLIS = 50;

    private final JdbcConnector connector;
    private final long connectionId;
    private final Duration limit;

    OverdueStatement(JdbcConnector connector, long connectionId, Duration limit) {
        this.connector = connector;
        this.connectionId = connectionId;
        this.limit = limit;
    }

    ServerUnreachable end(SQLException failure) {
        boolean ended = endOnServer();
        return new ServerUnreachable(Finding.blocker("StatementTimedOut", connector.name(),
                "The server on " + connector.name() + " didn't finish a statement within " + seconds() + " s. "
                        + (ended ? "It was ended there and has changed nothing."
                                : "It couldn't be confirmed that it was ended there; it may still take effect."),
                "Look for long transactions or a full disk on " + connector.name() + ", then try again."), failure);
    }

    private String seconds() {
        return limit.toMillis() % 1000 == 0 ? Long.toString(limit.toSeconds()) : Double.toString(limit.toMillis() / 1000.0);
    }

    private boolean endOnServer() {
        try (Connection other = connector.open(KILL_LIMIT)) {
            kill(other);
            for (int look = 0; look < LOOKS; look++) {
                if (gone(other)) {
                    return true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return false;
        } catch (SQLException unreachable) {
            LOG.warn("Connection {} of the server on {} couldn't be ended: {}",
                    connectionId, connector.name(), unreachable.toString());
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void kill(Connection other) throws SQLException {
        try (PreparedStatement kill = other.prepareStatement("KILL " + connectionId)) {
            kill.execute();
        } catch (SQLException failure) {
            if (failure.getErrorCode() != 1094) {
                throw failure;
            }
            LOG.debug("Connection {} had ended by itself", connectionId);
        }
    }

    private boolean gone(Connection other) throws SQLException {
        try (PreparedStatement look = other.prepareStatement(
                "SELECT COUNT(*) FROM performance_schema.processlist WHERE id = ?")) {
            look.setLong(1, connectionId);
            try (ResultSet answer = look.executeQuery()) {
                return answer.next() && answer.getLong(1) == 0;
            }
        }
    }
}
