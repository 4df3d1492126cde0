package understudy.replication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Journal;

/**
 * Changes of accounts on a server that refuses all writes: for their moment administrators may write, applications never. The
 * server is never opened.
 */
public final class ClosedServer {

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String FLAGS = "SELECT @@GLOBAL.read_only AS readonly, @@GLOBAL.super_read_only AS superreadonly";

    private ClosedServer() {
    }

    /** Whether administrators may write on a server that is closed for applications: what an interrupted change leaves. */
    public static boolean halfOpen(Server server) {
        Row row = flags(server);
        return row.number("readonly") == 1 && row.number("superreadonly") == 0;
    }

    /**
     * Whether nobody may write, not even an administrator. While a statement that closes a server waits behind a commit,
     * {@code super_read_only} says ON already, and {@code read_only} doesn't: everybody still writes, and will go on if it gives up.
     */
    public static boolean closedForAll(Server server) {
        return closedForAll(flags(server));
    }

    static boolean closedForAll(SqlSession server) {
        return closedForAll(server.query(FLAGS).getFirst());
    }

    private static boolean closedForAll(Row flags) {
        return flags.number("readonly") == 1 && flags.number("superreadonly") == 1;
    }

    /**
     * Does the work while administrators may write, and closes the server again, whatever became of the work. One that was open stays
     * so.
     *
     * @throws Problem with the code {@code NotClosedAgain} when it can't be closed again: what the work failed with stands beside it
     */
    public static void change(Server server, Journal journal, Runnable work) {
        if (flags(server).number("readonly") == 0) {
            work.run();
            return;
        }
        RuntimeException failed = failure(() -> {
            server.execute(server.dialect().letAdministratorsWrite());
            journal.say("Administrators may write for a moment; applications still can't.");
            workOrClose(server, work);
        });
        RuntimeException open = closing(server);
        for (int tries = 1; open != null && tries < TRIES && Pause.of(PAUSE); tries++) {
            journal.say("The server couldn't be closed for administrators again, which is tried once more: " + open.getMessage());
            open = closing(server);
        }
        if (open != null) {
            throw stillOpen(open, failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** An error of the machine underneath goes its way, but not past an open door. */
    private static void workOrClose(Server server, Runnable work) {
        try {
            work.run();
        } catch (Error fatal) {
            closing(server);
            throw fatal;
        }
    }

    private static @Nullable RuntimeException closing(Server server) {
        return failure(() -> server.execute(server.dialect().closeForWrites()));
    }

    private static @Nullable RuntimeException failure(Runnable act) {
        try {
            act.run();
            return null;
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private static Problem stillOpen(RuntimeException open, @Nullable RuntimeException failed) {
        Problem told = new Problem(Finding.blocker("NotClosedAgain", null,
                "The server couldn't be closed for administrators again: " + open.getMessage()
                        + " Applications still can't write on it, but whoever administers it can."
                        + (failed == null ? "" : " Before that: " + failed.getMessage()),
                "Run on it: sudo mysql -e \"SET GLOBAL super_read_only=ON\". Then retry."), open);
        if (failed != null) {
            told.addSuppressed(failed);
        }
        return told;
    }

    private static Row flags(Server server) {
        return server.query(FLAGS).getFirst();
    }
}
