package understudy.monitor;

import java.time.Clock;
import java.util.Set;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;

/**
 * Writes a cluster's heartbeat on its declared source. Only ever called for a server that was just seen to take writes; should
 * it have been closed since, the server itself refuses (1290), because {@code super_read_only} spares nobody. So a beat can
 * lose a race with a switchover, but never leave an errant transaction behind.
 */
final class Heartbeat {

    private static final int CLOSED = 1290;
    private static final Set<Integer> NO_TABLE = Set.of(1049, 1146);

    private static final String WRITE = """
            INSERT INTO understudy.heartbeat (server_uuid, beat) VALUES (@@server_uuid, ?)
             ON DUPLICATE KEY UPDATE beat = VALUES(beat)""";

    private final Beats beats;
    private final Clock clock;

    Heartbeat(Beats beats, Clock clock) {
        this.beats = beats;
        this.clock = clock;
    }

    /** Nobody waits for the end of a beat any longer. */
    void gaveUp() {
        beats.ended();
    }

    /** One beat. Returns false when the server is closed by now. */
    boolean beat(SqlSession source) {
        try {
            write(source);
            return true;
        } catch (ServerRefused refused) {
            beats.ended();
            if (refused.errorNumber() == CLOSED) {
                return false;
            }
            if (!NO_TABLE.contains(refused.errorNumber())) {
                throw refused;
            }
            makeTable(source);
            write(source);
            return true;
        }
    }

    private void write(SqlSession source) {
        long beat = beats.next(clock.millis());
        beats.sent(clock.instant());
        source.execute(WRITE, beat);
        beats.acknowledged(beat);
        beats.ended();
    }

    /** On the source alone: the replicas get it by replication. */
    private static void makeTable(SqlSession source) {
        source.execute("CREATE DATABASE IF NOT EXISTS understudy");
        source.execute("""
                CREATE TABLE IF NOT EXISTS understudy.heartbeat (
                 server_uuid CHAR(36) CHARACTER SET ascii NOT NULL PRIMARY KEY, beat BIGINT NOT NULL) ENGINE=InnoDB""");
    }
}
