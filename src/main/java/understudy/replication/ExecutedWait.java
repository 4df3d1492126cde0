package understudy.replication;

import java.time.Duration;
import java.util.List;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;

/** Waits on a server until it has executed a set of transactions. */
public final class ExecutedWait {

    private ExecutedWait() {
    }

    /** One round trip. Says whether it has them all; false when the time was over. The session's own limit must be longer. */
    public static boolean within(SqlSession server, Dialect words, GtidSet wanted, Duration limit) {
        return reached(server.query(words.waitForExecuted(), wanted.toString(), seconds(limit)));
    }

    /** The same over a kept connection, whose limit is the usual one: for a few seconds at most. */
    public static boolean within(Server server, GtidSet wanted, Duration limit) {
        return reached(server.query(server.dialect().waitForExecuted(), wanted.toString(), seconds(limit)));
    }

    private static boolean reached(List<Row> answer) {
        return answer.getFirst().number("outcome") == 0;
    }

    private static double seconds(Duration limit) {
        return limit.toMillis() / 1_000.0;
    }

    /** The same for plans. */
    public static String shown(Dialect words, String source, Duration limit) {
        return words.waitForExecuted().replaceFirst("\\?", "'<what " + source + " has executed>'")
                .replaceFirst("\\?", String.valueOf(seconds(limit)));
    }
}
