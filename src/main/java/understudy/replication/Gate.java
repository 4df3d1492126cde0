package understudy.replication;

import java.util.List;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;

/** Whether a server takes writes: as it says, and as a write proves. */
public final class Gate {

    /** Refused by a closed server before it looks for the row, or for the table; changes nothing on an open one. */
    static final String TEST_WRITE = "DELETE FROM understudy.heartbeat WHERE server_uuid = 'nobody'";

    private static final String STATE = "SELECT @@GLOBAL.read_only AS closed";
    private static final int CLOSED = 1290;

    private Gate() {
    }

    public static boolean isOpen(Server server) {
        return isOpen(server.query(STATE));
    }

    public static boolean isOpen(SqlSession server) {
        return isOpen(server.query(STATE));
    }

    private static boolean isOpen(List<Row> answer) {
        return answer.getFirst().number("closed") == 0;
    }

    /** Tries to write. True when the server refuses because it is closed; any other refusal proves nothing. */
    public static boolean refusesWrites(SqlSession server) {
        try {
            server.execute(TEST_WRITE);
            return false;
        } catch (ServerRefused refused) {
            return refused.errorNumber() == CLOSED;
        }
    }
}
