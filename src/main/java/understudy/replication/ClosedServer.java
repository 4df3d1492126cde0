package understudy.replication;

import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.operation.Journal;

/**
 * Changes of accounts on a server that refuses all writes: for their moment administrators may write, applications never. The
 * server is never opened.
 */
public final class ClosedServer {

    private ClosedServer() {
    }

    /** Whether administrators may write on a server that is closed for applications: what an interrupted change leaves. */
    public static boolean halfOpen(Server server) {
        Row row = flags(server);
        return row.number("readonly") == 1 && row.number("superreadonly") == 0;
    }

    /** Whether nobody may write, not even an administrator. */
    public static boolean closedForAll(Server server) {
        return flags(server).number("superreadonly") == 1;
    }

    public static void change(Server server, Journal journal, Runnable work) {
        boolean closed = flags(server).number("readonly") == 1;
        if (closed) {
            server.execute(server.dialect().letAdministratorsWrite());
            journal.say("Administrators may write for a moment; applications still can't.");
        }
        try {
            work.run();
        } finally {
            if (closed) {
                server.execute(server.dialect().closeForWrites());
            }
        }
    }

    private static Row flags(Server server) {
        return server.query("SELECT @@GLOBAL.read_only AS readonly, @@GLOBAL.super_read_only AS superreadonly").get(0);
    }
}
