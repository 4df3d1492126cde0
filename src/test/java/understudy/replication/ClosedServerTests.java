package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.Row;
import understudy.mysql.Server;

/** The danger: a change on a closed server fails, or its closing does, and administrators may write there ever after, unseen. */
class ClosedServerTests {

    private static final String CLOSE = Dialect.of("9.7.4", "lab").closeForWrites();

    private final Server server = mock(Server.class);
    private final Notes journal = new Notes();
    private final List<String> told = new ArrayList<>();
    private int closingsThatFail;

    @BeforeEach
    void isClosed() {
        doReturn(Dialect.of("9.7.4", "lab")).when(server).dialect();
        says(1);
        when(server.execute(anyString())).thenAnswer(call -> {
            String sql = call.getArgument(0);
            if (sql.equals(CLOSE) && closingsThatFail-- > 0) {
                throw new Problem(Finding.blocker("ServerUnreachable", null, "The connection was lost.", "Look."));
            }
            told.add(sql);
            return 0;
        });
    }

    private void says(int readOnly) {
        String flag = Integer.toString(readOnly);
        when(server.query(anyString())).thenReturn(List.of(new Row(Map.of("readonly", flag, "superreadonly", flag))));
    }

    private void change(Runnable work) {
        ClosedServer.change(server, journal, work);
    }

    @Test
    void closesAgainWhenTheWorkFails() {
        assertThatIllegalStateException().isThrownBy(() -> change(() -> {
            throw new IllegalStateException("no such user");
        })).withMessage("no such user");
        assertThat(told).last().isEqualTo(CLOSE);
    }

    @Test
    void triesAgainToClose() {
        closingsThatFail = 2;

        change(() -> told.add("work"));

        assertThat(told).containsSubsequence("work", CLOSE);
    }

    @Test
    void saysThatItIsNotClosedAndWhatTheWorkFailedWith() {
        closingsThatFail = 99;

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> change(() -> {
            throw new IllegalStateException("no such user");
        })).satisfies(problem -> {
            assertThat(problem.finding().code()).isEqualTo("NotClosedAgain");
            assertThat(problem.finding().message()).contains("administrators", "The connection was lost.", "no such user");
            assertThat(problem.finding().hint()).contains("super_read_only=ON");
            assertThat(problem.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void leavesAnOpenServerOpen() {
        says(0);

        change(() -> told.add("work"));

        assertThat(told).containsExactly("work");
    }
}
