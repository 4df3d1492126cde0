package understudy.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.HostConnection;
import understudy.replication.RootClient;

/** What an admin reads of a broken copy must be its cause, not that its cleaning up failed too. */
class ClassicCopyTests {

    @Test
    void saysWhatFailedFirstThoughTheCleaningUpFailsToo() {
        HostConnection host = mock(HostConnection.class);
        when(host.run(any())).thenThrow(problem("DiskFull")).thenThrow(problem("HostUnreachable"));
        CopyJob job = new CopyJob("mercury", "uranus", List.of("shop"), 1, host, host, new RootClient("/s"), new RootClient("/s"));

        assertThatThrownBy(() -> new ClassicCopy().copy(job, new CopyNotes())).isInstanceOfSatisfying(Problem.class, failed -> {
            assertThat(failed.finding().code()).isEqualTo("DiskFull");
            assertThat(failed.getSuppressed()).singleElement().isInstanceOf(Problem.class);
        });
    }

    private static Problem problem(String code) {
        return new Problem(Finding.blocker(code, "uranus", "This is " + code + ".", "Mend it."));
    }
}
