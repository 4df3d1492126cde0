package understudy.mysql;

import com.mysql.cj.exceptions.CJConnectionFeatureNotAvailableException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import understudy.finding.Explanation;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.finding.ServerErrors;

/** Turns the driver's exceptions into what they mean. A server that answers with an error lives, whatever it says. */
final class SqlFailures {

    private static final int SYNTAX = 1064;
    private static final int IDLE_TOO_LONG = 4031;

    private SqlFailures() {
    }

    /** Whether no answer came in time; the statement may still be running. */
    static boolean timedOut(SQLException failure) {
        return find(failure, SocketTimeoutException.class::isInstance) != null && !answered(failure);
    }

    /** Whether the connection is of no more use. */
    static boolean connectionLost(SQLException failure) {
        return !answered(failure) || failure.getErrorCode() == IDLE_TOO_LONG || failure.getErrorCode() == 1053;
    }

    private static boolean answered(SQLException failure) {
        // the server's own numbers; the driver's failures carry 0
        return failure.getErrorCode() > 0 && failure.getErrorCode() != IDLE_TOO_LONG;
    }

    static Problem problem(SQLException failure, String host, int port) {
        if (answered(failure)) {
            return refused(failure, host);
        }
        Throwable known = find(failure, Problem.class::isInstance);
        if (known instanceof Problem problem) {
            return problem;
        }
        if (find(failure, CJConnectionFeatureNotAvailableException.class::isInstance) != null) {
            // asked to prove itself by a certificate, it says that it has none
            return new ServerUnreachable(PinnedTls.differs(host), failure);
        }
        if (find(failure, ConnectException.class::isInstance) != null) {
            return new ServerUnreachable(Finding.blocker("ServerNotListening", host,
                    "Nothing listens on port " + port + " of " + host + ".",
                    "Start the server on " + host + ", or correct the port."), failure);
        }
        return new ServerUnreachable(Finding.blocker("ServerUnreachable", host,
                "The server on " + host + " gives no answer: " + reason(failure) + ".",
                "Check that the server and its host are up."), failure);
    }

    static ServerUnreachable noAnswer(SQLException failure, String host, Duration limit) {
        return new ServerUnreachable(Finding.blocker("NoAnswerInTime", host,
                "The server on " + host + " gave no answer within " + limit.toMillis() / 1_000.0 + " s.",
                "Check whether the server hangs, and whether its host is overloaded."), failure);
    }

    private static ServerRefused refused(SQLException failure, String host) {
        int number = failure.getErrorCode();
        String said = said(failure);
        Optional<Explanation> known = ServerErrors.ofStatement(number);
        Finding finding = Finding.blocker(
                known.map(Explanation::code).orElse("ServerRefused"), host,
                known.map(explanation -> explanation.meaning() + " ").orElse("")
                        + "The server on " + host + " says: " + said + " (error " + number + ").",
                known.map(Explanation::hint).orElse("Read the server's words; then try again."));
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return new ServerRefused(finding.with(Map.of("errorNumber", Integer.toString(number))), number, state,
                number == SYNTAX ? new SQLException(said, state, number) : failure);
    }

    /** What the server said; a syntax error quotes the statement with its bound values, so that part is left out. */
    private static String said(SQLException failure) {
        String text = failure.getMessage() == null ? "" : failure.getMessage();
        int quote = text.indexOf(" near '");
        return failure.getErrorCode() == SYNTAX && quote > 0 ? text.substring(0, quote) : text;
    }

    private static String reason(SQLException failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String text = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
        return text.lines().findFirst().orElse(text).replaceAll("\\.$", "");
    }

    private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> wanted) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (wanted.test(at)) {
                return at;
            }
        }
        return null;
    }
}
