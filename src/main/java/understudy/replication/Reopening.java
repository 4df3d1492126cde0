package understudy.replication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;

/** Opens a server again that the panel has closed, and doesn't give up soon: as long as it is closed, the application waits. */
final class Reopening {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Reach reach;

    Reopening(Reach reach) {
        this.reach = reach;
    }

    /** Over a connection that stands open; false when that one no longer helps. */
    boolean reopen(SqlSession kept, Server server) {
        try {
            kept.execute(server.dialect().openForWrites());
            return Gate.isOpen(kept);
        } catch (Problem lost) {
            return false;
        }
    }

    /**
     * Looks again after a closing statement whose answer got lost can't take effect any more, and reopens once more if it did.
     * Null when the server takes writes, else why not.
     */
    @Nullable String keepOpen(String host) {
        Pause.of(HandOverWindow.LOCK_WAIT.plusMillis(500));
        try (SqlSession session = reach.server(host).open(ANSWER)) {
            return Gate.isOpen(session) ? null : reopen(host);
        } catch (Problem unreachable) {
            return reopen(host);
        }
    }

    /** Over new connections, again and again. Null when it takes writes, else why it couldn't be done. */
    @Nullable String reopen(String host) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String failure;
        do {
            try (SqlSession session = reach.server(host).open(ANSWER)) {
                session.execute(reach.server(host).dialect().openForWrites());
                if (Gate.isOpen(session)) {
                    return null;
                }
                failure = "it says that it is still closed";
            } catch (Problem unreachable) {
                failure = unreachable.finding().message();
            }
        } while (System.nanoTime() < deadline && Pause.of(PAUSE));
        return failure;
    }
}
