package understudy.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class AmountsTests {

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1.0 kB", "9940, 9.9 kB", "412000000, 412 MB", "999600000, 1.0 GB", "1073000000, 1.1 GB"})
    void saysSizesAsDisksAreSold(long bytes, String words) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "9, 9 ms", "999, 999 ms", "1000, 1.0 s", "59999, 59.9 s", "61000, 1 min 1 s", "3660000, 1 h 1 min"})
    void saysDurationsAsTheScriptsDo(long millis, String words) {
        assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void neverCallsAnUnknownLagSmall() {
        assertThat(Amounts.lag(null)).isEqualTo("unknown");
        assertThat(Amounts.lag(0L)).isEqualTo("0.00 s");
    }
}
