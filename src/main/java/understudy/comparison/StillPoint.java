package understudy.comparison;

import java.time.Duration;
import understudy.finding.Problem;
import understudy.mysql.GtidSet;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;
import understudy.replication.ExecutedWait;
import understudy.replication.Pause;

/**
 * Two snapshots of one table, on a source and its replica, that must be equal although writes go on.
 *
 * <p>For some milliseconds the table is locked for reading on the source: no transaction can change it then. In that time the
 * source's snapshot is taken and its GTIDs are read, the replica executes those, and the replica's snapshot is taken. Whatever
 * reaches the table later is in neither. The applier is never stopped, and nothing outlives the connections: a killed panel
 * leaves neither a lock nor a stopped replica behind (docs/adr/003 says why not otherwise).
 */
final class StillPoint implements AutoCloseable {

    /** One piece of a table must be checked in this time. */
    private static final Duration PIECE = Duration.ofMinutes(30);
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration CATCH_UP = Duration.ofMillis(500);
    private static final int TRIES = 12;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Server source;
    private final Server replica;
    private final SqlSession atSource;
    private final SqlSession atReplica;
    private long longestMillis;

    StillPoint(Server source, Server replica) {
        this.source = source;
        this.replica = replica;
        this.atSource = snapshots(source);
        try {
            this.atReplica = snapshots(replica);
        } catch (Problem unreachable) {
            atSource.close();
            throw unreachable;
        }
    }

    private static SqlSession snapshots(Server server) {
        SqlSession session = server.open(PIECE);
        session.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        session.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
        return session;
    }

    SqlSession atSource() {
        return atSource;
    }

    SqlSession atReplica() {
        return atReplica;
    }

    /** The longest time for which a table was held still, in milliseconds. */
    long longestMillis() {
        return longestMillis;
    }

    /** Takes both snapshots; false when the table or the replica was too busy each time. */
    boolean take(TableShape table) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (tryOnce(table)) {
                return true;
            }
            release();
            if (!Pause.of(Duration.ofMillis(100L * attempt))) {
                return false;
            }
        }
        return false;
    }

    private boolean tryOnce(TableShape table) {
        try (SqlSession lock = source.open(LOCK)) {
            // limits that hold on the server too, should the panel vanish right now
            lock.execute("SET SESSION lock_wait_timeout = 1, wait_timeout = 5");
            lock.execute("LOCK TABLES " + table.sqlName() + " READ");
            long began = System.nanoTime();
            boolean taken = takeLocked(lock);
            lock.execute("UNLOCK TABLES");
            longestMillis = Math.max(longestMillis, Duration.ofNanos(System.nanoTime() - began).toMillis());
            return taken;
        } catch (ServerRefused busy) {
            if (busy.errorNumber() == LOCK_WAIT_TIMEOUT) {
                return false;
            }
            throw busy;
        }
    }

    private boolean takeLocked(SqlSession lock) {
        atSource.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        GtidSet goal = GtidSet.of(lock.query(source.dialect().selectGtidExecuted()).getFirst().text("executed"));
        boolean reached = ExecutedWait.within(atReplica, replica.dialect(), goal, CATCH_UP);
        if (reached) {
            atReplica.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
        return reached;
    }

    /** Ends both snapshots, so that the servers may forget old rows. */
    void release() {
        atSource.execute("ROLLBACK");
        atReplica.execute("ROLLBACK");
    }

    @Override
    public void close() {
        atSource.close();
        atReplica.close();
    }
}
