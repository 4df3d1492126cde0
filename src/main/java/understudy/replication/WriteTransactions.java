package understudy.replication;

import java.time.Duration;
import java.util.List;
import understudy.mysql.Dialect;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;

/** The open transactions on a server that have written something. */
final class WriteTransactions {

    private static final int NO_SUCH_SESSION = 1094;

    private static final String OPEN = """
            SELECT trx_mysql_thread_id AS session, TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS seconds
             FROM information_schema.innodb_trx
             WHERE trx_rows_modified > 0 AND trx_mysql_thread_id NOT IN (0, CONNECTION_ID())""";

    private WriteTransactions() {
    }

    /** @param session its number on the server */
    record Open(long session, long seconds) {
    }

    /** Those that are open for at least that long, in whole seconds. */
    static List<Open> openFor(SqlSession server, Duration atLeast) {
        return server.query(OPEN).stream()
                .map(row -> new Open(row.number("session"), row.number("seconds")))
                .filter(open -> open.seconds() >= atLeast.toSeconds())
                .toList();
    }

    /**
     * Ends a session; what it wrote is rolled back.
     *
     * @throws ServerRefused when the panel may not end it: it belongs to an account with SYSTEM_USER
     */
    static void end(SqlSession server, Dialect words, Open open) {
        try {
            server.execute(words.kill(open.session()));
        } catch (ServerRefused refused) {
            if (refused.errorNumber() != NO_SUCH_SESSION) {
                throw refused;
            }
        }
    }
}
