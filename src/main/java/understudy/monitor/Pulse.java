package understudy.monitor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;

/**
 * Writes the heartbeat of the cluster whose source this host is, as long as it is. On a thread and a connection of its own: a
 * commit that hangs (a full disk, a replica that doesn't acknowledge) must not make a server look dead that answers questions.
 *
 * <p>A beat goes out right after a look was answered. So a server that freezes rarely holds one that it would still commit when
 * it thaws, after another may have been promoted.
 */
final class Pulse implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String IS_THERE = "SELECT COUNT(*) AS sessions FROM performance_schema.processlist WHERE id = ?";

    private final String host;
    private final Reach reach;
    private final Board board;
    private final Semaphore looked = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable SqlSession session;
    /** The connection of a beat that didn't end: while the server still has it, another beat would only hang beside it. */
    private @Nullable Long hanging;

    Pulse(String host, Reach reach, Board board) {
        this.host = host;
        this.reach = reach;
        this.board = board;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                looked.acquire();
                looked.drainPermits();
                beatWhateverHappens();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    /** The server has just answered a look. */
    void looked() {
        looked.release();
    }

    void stop() {
        stopping = true;
        looked();
    }

    private void beatWhateverHappens() {
        var heartbeat = board.heartbeatOf(host);
        Look look = board.lastLook(host);
        if (stopping || heartbeat.isEmpty() || look == null || !look.writable()) {
            return;
        }
        try {
            beat(heartbeat.get());
        } catch (Problem failed) {
            LOG.debug("no heartbeat on {}: {}", host, failed.getMessage());
            failed(heartbeat.get(), failed);
        } catch (RuntimeException bug) {
            // without its thread a source would have no heartbeat until the panel's next start
            if (!stopping) {
                LOG.error("the heartbeat of {} failed in an unexpected way", host, bug);
            }
            heartbeat.get().gaveUp();
            hangUp();
        }
    }

    private void beat(Heartbeat heartbeat) {
        SqlSession kept = session == null ? reach.server(host).openToWatch(LIMIT) : session;
        session = kept;
        if (hanging != null && kept.query(IS_THERE, hanging).getFirst().number("sessions") > 0) {
            return;
        }
        hanging = null;
        if (!heartbeat.beat(kept)) {
            LOG.debug("{} is closed by now, no heartbeat was written", host);
        }
    }

    private void failed(Heartbeat heartbeat, Problem failure) {
        SqlSession used = session;
        if (failure.finding().code().equals("NoAnswerInTime") && used != null) {
            hanging = used.connectionId();
        } else {
            heartbeat.gaveUp();
        }
        hangUp();
    }

    private void hangUp() {
        SqlSession closing = session;
        session = null;
        if (closing != null) {
            closing.close();
        }
    }
}
