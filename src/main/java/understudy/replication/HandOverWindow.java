package understudy.replication;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.ServerRefused;
import understudy.mysql.SqlSession;

/**
 * The few statements between the last write on the old source and the first on the new one. Four round trips one after the
 * other; the proof that the source is closed runs beside them on a connection of its own. Nothing is logged or stored here.
 */
final class HandOverWindow {

    /** How long the closing may be held up by a statement or a table lock; everybody's writes wait behind it. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(1);

    private static final int LOCK_WAIT_OVER = 1205;
    private static final int WARM_UPS = 5;
    private static final Duration LAST_CATCH_UP = Duration.ofSeconds(5);

    private final HandOver.Parameters wish;
    private final SqlSession source;
    private final SqlSession witness;
    private final SqlSession candidate;
    private final Dialect from;
    private final Dialect to;

    HandOverWindow(HandOver.Parameters wish, SqlSession source, SqlSession witness, SqlSession candidate, Dialect from,
            Dialect to) {
        this.wish = wish;
        this.source = source;
        this.witness = witness;
        this.candidate = candidate;
        this.from = from;
        this.to = to;
    }

    /** How the window ended. Times are {@link System#nanoTime()}. */
    sealed interface End {

        /** The candidate is open. */
        record Opened(long nanos) implements End {
        }

        /** The candidate was not told to open: the source has to be reopened. */
        record Stuck(Finding cause, long closedAt) implements End {
        }

        /** The candidate was told to open, and its answer got lost. */
        record Undecided(Finding cause, long closedAt) implements End {
        }
    }

    /**
     * Runs each question a few times, so that nothing is done for the first time inside the window, and so that the candidate
     * is a few milliseconds behind at most. False when it can't keep up; nothing was closed then.
     */
    boolean warmUp() {
        source.execute("SET SESSION lock_wait_timeout = " + LOCK_WAIT.toSeconds());
        for (int i = 0; i < WARM_UPS; i++) {
            GtidSet wanted = executed(source);
            executed(witness);
            Gate.isOpen(witness);
            if (!ExecutedWait.within(candidate, to, wanted, LAST_CATCH_UP)) {
                return false;
            }
        }
        return true;
    }

    End pass() {
        long closedAt = System.nanoTime();
        try {
            source.execute(from.closeForWrites());
            FutureTask<Optional<GtidSet>> proof = begin();
            GtidSet last = executed(source);
            if (!ExecutedWait.within(candidate, to, last, Duration.ofMillis(wish.windowMillis()))) {
                return new End.Stuck(HandOverFindings.behind(wish), closedAt);
            }
            if (!proof.get().filter(last::equals).isPresent()) {
                return new End.Stuck(HandOverFindings.notProvenClosed(wish.source()), closedAt);
            }
        } catch (ServerRefused refused) {
            return new End.Stuck(refusal(refused), closedAt);
        } catch (Problem problem) {
            return new End.Stuck(problem.finding(), closedAt);
        } catch (RuntimeException bug) {
            return new End.Stuck(HandOverFindings.bug(bug), closedAt);
        } catch (ExecutionException failed) {
            return new End.Stuck(cause(failed), closedAt);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new End.Stuck(HandOverFindings.interrupted(), closedAt);
        }
        return open(closedAt);
    }

    private End open(long closedAt) {
        try {
            candidate.execute(to.openForWrites());
            return new End.Opened(System.nanoTime() - closedAt);
        } catch (ServerRefused refused) {
            return new End.Stuck(refused.finding(), closedAt);
        } catch (Problem lost) {
            return new End.Undecided(lost.finding(), closedAt);
        }
    }

    /** Beside the others: a test write, and what was executed after it was refused. Empty when it was not refused. */
    private FutureTask<Optional<GtidSet>> begin() {
        FutureTask<Optional<GtidSet>> proof = new FutureTask<>(() ->
                Gate.refusesWrites(witness) ? Optional.of(executed(witness)) : Optional.empty());
        Thread.ofVirtual().name("proof").start(proof);
        return proof;
    }

    private GtidSet executed(SqlSession server) {
        return GtidSet.of(server.query(from.selectGtidExecuted()).getFirst().text("executed"));
    }

    private Finding refusal(ServerRefused refused) {
        return refused.errorNumber() == LOCK_WAIT_OVER ? HandOverFindings.stillOpen(wish.source()) : refused.finding();
    }

    private Finding cause(ExecutionException failed) {
        return failed.getCause() instanceof Problem problem ? problem.finding()
                : HandOverFindings.notProvenClosed(wish.source());
    }
}
