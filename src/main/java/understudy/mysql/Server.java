package understudy.mysql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One MySQL or MariaDB server, asked and told things over a small set of kept connections. Thread-safe.
 *
 * <p>Every method may throw {@link ServerUnreachable} (no answer, or the connection was lost) and {@link ServerRefused} (the
 * server lives and says no; carries its error number). Nothing waits longer than the given or the usual limit of 10 s.
 *
 * <p>Statements that change the session (locks, session variables, transactions) belong into a {@link SqlSession}; connections
 * behind {@link #query} and {@link #execute} are used again by others.
 */
public interface Server extends AutoCloseable {

    /** The words of this server's flavour and version, found at the first connection and again after a restart. */
    Dialect dialect();

    /** Whether and how it replicates; null when it follows nobody. */
    @Nullable ReplicaStatus replicaStatus();

    /** Everything it has executed. */
    GtidSet gtidExecuted();

    /** Global variables by name; a name that the server doesn't know is missing from the answer. */
    Map<String, String> variables(String... names);

    /** The rows of a question; parameters are bound, never spliced. May be asked a second time when a kept connection was dead. */
    List<Row> query(String sql, @Nullable Object... parameters);

    /** Tells the server one statement and returns the number of rows changed; parameters are bound, never spliced. */
    int execute(String sql, @Nullable Object... parameters);

    /**
     * Takes one new connection for a run of statements that belong together (session variables, locks, transactions).
     *
     * @param limit how long each statement may take; after it the statement is killed on the server, so that it leaves no
     *     half-done change behind
     */
    SqlSession open(Duration limit);

    /**
     * Takes one new connection for watching: the login and each answer may take this long, and then the connection is dropped at
     * once. The overdue statement is left to itself, because a server that hangs couldn't end it, and one whose commit waits for
     * disk space aborts when it is told to. The finding's code is then {@code NoAnswerInTime}.
     */
    default SqlSession openToWatch(Duration limit) {
        return open(limit);
    }

    /** Closes the kept connections; a later call opens new ones. */
    @Override
    default void close() {
    }
}
