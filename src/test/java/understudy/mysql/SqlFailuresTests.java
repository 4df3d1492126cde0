package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** An error that a server answers with proves that it lives; taking it for death would start a failover. */
class SqlFailuresTests {

    @ParameterizedTest
    @CsvSource({"1040,08004,TooManyConnections", "1045,28000,AccessDenied", "1053,08S01,ServerShuttingDown",
        "1129,HY000,HostBlocked", "1130,HY000,AddressNotAllowed", "1290,HY000,ServerClosed", "1205,HY000,LockWaitTimedOut",
        "9999,HY000,ServerRefused"})
    void neverTakesAnAnswerForAbsence(int number, String state, String code) {
        Problem problem = SqlFailures.problem(new SQLException("said so", state, number), "mercury", 3306);

        assertThat(problem).isInstanceOfSatisfying(ServerRefused.class, refused -> {
            assertThat(refused.errorNumber()).isEqualTo(number);
            assertThat(refused.sqlState()).isEqualTo(state);
        });
        assertThat(problem.finding().code()).isEqualTo(code);
        assertThat(problem.finding().host()).isEqualTo("mercury");
        assertThat(problem.finding().hint()).isNotBlank();
    }

    @Test
    void namesAClosedPortAndALostConnection() {
        assertThat(unreachable(new ConnectException("refused")).finding().code()).isEqualTo("ServerNotListening");
        assertThat(unreachable(new EOFException("end of stream")).finding().message()).contains("mercury").contains("end of stream");
    }

    @Test
    void keepsWhatTheTunnelAlreadyExplained() {
        Problem noHost = new Problem(Finding.blocker("HostUnreachable", "mercury", "gone", "plug it in"));
        assertThat(SqlFailures.problem(new SQLException("x", "08S01", 0, noHost), "mercury", 3306)).isSameAs(noHost);
    }

    @Test
    void tellsTimeoutsFromAnswers() {
        SQLException slow = new SQLException("x", "08S01", 0, new SocketTimeoutException("Read timed out"));
        assertThat(SqlFailures.timedOut(slow)).isTrue();
        assertThat(SqlFailures.timedOut(new SQLException("lock", "HY000", 1205))).isFalse();
        assertThat(SqlFailures.connectionLost(new SQLException("lock", "HY000", 1205))).isFalse();
        assertThat(SqlFailures.connectionLost(new SQLException("idle", "HY000", 4031))).isTrue();
    }

    @Test
    void repeatsNoPasswordFromASyntaxError() {
        SQLException quoting = new SQLException("You have an error in your SQL syntax; check the manual for the right syntax "
                + "to use near ''s3cr3t' REQUIRE' at line 1", "42000", 1064);
        Problem problem = SqlFailures.problem(quoting, "mercury", 3306);

        assertThat(problem.finding().toString()).doesNotContain("s3cr3t");
        assertThat(problem).hasStackTraceContaining("SQL syntax").satisfies(shown ->
                assertThat(String.valueOf(shown.getCause())).doesNotContain("s3cr3t"));
    }

    private static Problem unreachable(Exception cause) {
        Problem problem = SqlFailures.problem(new SQLException("link failure", "08S01", 0, cause), "mercury", 3306);
        assertThat(problem).isInstanceOf(ServerUnreachable.class);
        return problem;
    }
}
