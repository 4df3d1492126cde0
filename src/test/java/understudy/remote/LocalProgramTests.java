package understudy.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalProgramTests {

    private static LocalProgram.End shell(String line) throws IOException {
        return LocalProgram.run(List.of("sh", "-c", line), Map.of(), Duration.ofSeconds(60));
    }

    @Test
    void keepsTheBeginningOfWhatItSaid() throws IOException {
        assertThat(shell("echo both; echo outputs >&2; exit 3")).isEqualTo(new LocalProgram.End(3, "both\noutputs\n"));
    }

    @Test
    void readsNoMoreOfWhatItSaidThanItKeeps() throws IOException {
        // more than one array can hold, in a file with a hole instead of so many bytes
        assertThat(shell("printf beginning; truncate -s 3G /proc/self/fd/1").output()).startsWith("beginning").hasSize(8_000);
    }
}
