package understudy.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;
import understudy.mysql.GtidSet;
import understudy.operation.Journal;
import understudy.remote.HostConnection;
import understudy.remote.RunningCommand;

class BinlogTailTests {

    private static final List<BinlogFile> FILES = List.of(new BinlogFile("/var/lib/mysql/binlog.000001", 1_000, GtidSet.of("")));

    private final HostConnection host = mock(HostConnection.class);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @BeforeEach
    void printsThousandBytes() {
        RunningCommand reading = mock(RunningCommand.class);
        when(reading.stdout()).thenReturn(new ByteArrayInputStream(new byte[1_000]));
        when(host.start(any())).thenReturn(reading);
    }

    private BinlogTail tail(long room) {
        return new BinlogTail(host, room, mock(Journal.class));
    }

    @Test
    void stopsBeforeThePanelsDiskIsFull() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> tail(20_000_500).fetch(FILES, "--exclude-gtids=", kept))
                .matches(problem -> problem.finding().code().equals("PanelDiskFull"));
        assertThat(kept.size()).isLessThan(500);
    }

    @Test
    void copiesAllOfItWhereThereIsRoom() throws IOException {
        tail(20_001_000).fetch(FILES, "--exclude-gtids=", kept);

        assertThat(kept.size()).isEqualTo(1_000);
    }
}
