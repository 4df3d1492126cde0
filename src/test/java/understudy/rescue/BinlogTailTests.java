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
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.GtidSet;
import understudy.operation.Journal;
import understudy.remote.CommandFailed;
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

    @Test
    void keepsWhatStandsBeforeADamageAndReadsTheFilesAfterIt() throws IOException {
        RunningCommand damaged = mock(RunningCommand.class);
        when(damaged.stdout()).thenReturn(new ByteArrayInputStream(new byte[300]));
        when(damaged.await(any())).thenThrow(failed("ERROR: Error in Log_event::read_log_event(): 'Event crc check failed!'"));
        RunningCommand whole = host.start(BinlogTail.command(FILES.getFirst(), "--exclude-gtids="));
        when(host.start(any())).thenReturn(damaged, whole);

        assertThat(tail(30_000_000).fetch(List.of(FILES.getFirst(), FILES.getFirst()), "--exclude-gtids=", kept)).singleElement().asString()
                .contains("/var/lib/mysql/binlog.000001", "crc check failed");
        assertThat(kept.size()).isEqualTo(1_300);
    }

    @Test
    void callsAnEventThatIsCutOffDamageOnlyBeforeTheLastFile() throws IOException {
        RunningCommand cutOff = mock(RunningCommand.class);
        when(cutOff.stdout()).thenReturn(new ByteArrayInputStream(new byte[0]));
        when(cutOff.await(any())).thenThrow(failed("ERROR: Could not read entry at offset 4711: Error in log format or read error."));
        when(host.start(any())).thenReturn(cutOff);
        BinlogFile last = new BinlogFile("/var/lib/mysql/binlog.000002", 1_000, GtidSet.of(""));

        assertThat(tail(30_000_000).fetch(List.of(FILES.getFirst(), last), "--exclude-gtids=", kept)).singleElement().asString()
                .contains("binlog.000001");
    }

    private static CommandFailed failed(String said) {
        return new CommandFailed(Finding.blocker("CommandFailed", "mercury", said, "Look."), 1, "mysqlbinlog", said);
    }
}
