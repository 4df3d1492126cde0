package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;
import understudy.topology.Hosts;

class DoorsTests {

    private final Dialect words = Dialect.of("9.7.4", "lab");
    private final Server server = mock(Server.class);
    private final SqlSession session = mock(SqlSession.class);
    private final Reach reach = mock(Reach.class);

    private static Problem problem(String code) {
        return new Problem(Finding.blocker(code, "mercury", code + " happened.", "Look."));
    }

    @Test
    void tellsWhyAServerWasNotClosedWhateverFailsAfterwards() {
        when(reach.server("mercury")).thenReturn(server);
        when(server.dialect()).thenReturn(words);
        when(server.open(any())).thenReturn(session).thenThrow(problem("ConnectionLost"));
        when(session.query(anyString())).thenReturn(List.of());
        when(session.query(contains("super_read_only"))).thenReturn(List.of(new Row(Map.of("readonly", "0", "superreadonly", "0"))));
        when(session.execute(words.closeForWrites())).thenThrow(problem("ClosingRefused"));

        assertThat(new Doors(reach, mock(Hosts.class), Clock.systemUTC()).close("mercury")).isInstanceOfSatisfying(Doors.Result.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("ClosingRefused"));
    }
}
