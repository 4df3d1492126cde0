package understudy.monitor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;

/**
 * Writes the heartbeat of the cluster whose source this host is, as long as it is. On a thread and a connection of its own: a
 * commit that hangs (a full disk, a replica that doesn't acknowledge) must not make a server look dead that answers questions.
 */
final class Pulse implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int REST_AFTER_FAILURE = 3;

    private final String host;
    private final Reach reach;
    private final Duration interval;
    private final Board board;
    private volatile boolean stopping;
    private @Nullable SqlSession session;

    Pulse(String host, Reach reach, Duration interval, Board board) {
        this.host = host;
        this.reach = reach;
        this.interval = interval;
        this.board = board;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Thread.sleep(interval.multipliedBy(beat() ? 1 : REST_AFTER_FAILURE));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    void stop() {
        stopping = true;
    }

    /** One beat where one is wanted; false when it failed. */
    private boolean beat() {
        var heartbeat = board.heartbeatOf(host);
        Look look = board.lastLook(host);
        if (heartbeat.isEmpty() || look == null || !look.writable()) {
            return true;
        }
        try {
            SqlSession kept = session == null ? reach.server(host).open(LIMIT) : session;
            session = kept;
            if (!heartbeat.get().beat(kept)) {
                LOG.debug("{} is closed by now, no heartbeat was written", host);
            }
            return true;
        } catch (Problem failed) {
            LOG.debug("no heartbeat on {}: {}", host, failed.getMessage());
            hangUp();
            return false;
        } catch (RuntimeException bug) {
            // without its thread a source would have no heartbeat until the panel's next start
            if (!stopping) {
                LOG.error("the heartbeat of {} failed in an unexpected way", host, bug);
            }
            hangUp();
            return false;
        }
    }

    private void hangUp() {
        SqlSession closing = session;
        session = null;
        if (closing != null) {
            closing.close();
        }
    }
}
