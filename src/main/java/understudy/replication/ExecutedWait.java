package understudy.replication;

import java.time.Duration;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.SqlSession;

/** Waits on a server until it has executed a set of transactions. */
final class ExecutedWait {

    private ExecutedWait() {
    }

    /** One round trip. Says whether it has them all; false when the time was over. The session's own limit must be longer. */
    static boolean within(SqlSession server, Dialect words, GtidSet wanted, Duration limit) {
        return server.query(words.waitForExecuted(), wanted.toString(), limit.toMillis() / 1_000.0)
                .getFirst().number("outcome") == 0;
    }
}
