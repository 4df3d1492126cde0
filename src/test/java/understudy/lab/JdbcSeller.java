package understudy.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

import understudy.lab.Ledger.Outcome;

/** Sells over a connection to each server, which it keeps until the line is gone. */
final class JdbcSeller implements Shift.Seller {

    private final List<String> urls;
    private final Connection[] connections;

    JdbcSeller(List<String> urls) {
        this.urls = List.copyOf(urls);
        this.connections = new Connection[urls.size()];
    }

    @Override
    public Shift.Answer sell(String receipt, int endpoint) {
        boolean committing = false;
        try {
            var connection = connection(endpoint);
            SaleStatements.run(connection, receipt);
            committing = true;
            connection.commit();
            return Shift.Answer.ACKNOWLEDGED;
        } catch (SQLException e) {
            // an error that the server answered to COMMIT is a no; a lost line or an ended session leaves it open
            boolean answered = e.getSQLState() != null && !e.getSQLState().startsWith("08") && !e.getSQLState().startsWith("70");
            recover(endpoint, answered);
            return new Shift.Answer(committing && !answered ? Outcome.UNKNOWN : Outcome.REFUSED, e.toString());
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < connections.length; i++) {
            hangUp(i);
        }
    }

    private Connection connection(int endpoint) throws SQLException {
        var connection = connections[endpoint];
        if (connection == null) {
            connection = DriverManager.getConnection(urls.get(endpoint));
            connection.setAutoCommit(false);
            connections[endpoint] = connection;
        }
        return connection;
    }

    private void recover(int endpoint, boolean answered) {
        var connection = connections[endpoint];
        if (connection == null) {
            return;
        }
        try {
            if (answered) {
                connection.rollback();
                return;
            }
        } catch (SQLException e) {
            // the line is gone after all: hang up below
        }
        hangUp(endpoint);
    }

    private void hangUp(int endpoint) {
        var connection = connections[endpoint];
        connections[endpoint] = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it was closed already, which is what we want
            }
        }
    }
}
