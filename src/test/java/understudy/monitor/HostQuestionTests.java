package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.NOON;

import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import understudy.monitor.HostAnswer.Process;

class HostQuestionTests {

    private static HostAnswer.Told read(String output) {
        return (HostAnswer.Told) HostQuestion.read(output, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void knowsAServerThatRunsAndListens() {
        assertThat(read("process S\nlistening\nfree 900\nfree 500\n"))
                .isEqualTo(new HostAnswer.Told(NOON, Process.RUNNING, true, null, 500L));
    }

    @Test
    void takesADeadProcessThatNobodyFetchedForGone() {
        assertThat(read("process Z\n").process()).isEqualTo(Process.GONE);
        assertThat(read("").process()).isEqualTo(Process.GONE);
    }

    @Test
    void takesAnyServerThatRunsForTheOneInQuestion() {
        assertThat(read("process T\nprocess S\n").process()).isEqualTo(Process.RUNNING);
        assertThat(read("process Z\nprocess D\n").process()).isEqualTo(Process.IN_DISK_WAIT);
        assertThat(read("process T\nlistening\n").process()).isEqualTo(Process.STOPPED);
        assertThat(read("process t\n").process()).as("a state that it doesn't know is no death").isEqualTo(Process.RUNNING);
    }

    @Test
    void saysWhatIsBringingItBack() {
        assertThat(read("revival systemd is starting it\n").revival()).isEqualTo("systemd is starting it");
        assertThat(read("free many\n").freeBytes()).as("what can't be read is unknown").isNull();
    }
}
