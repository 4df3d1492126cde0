package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessHoldTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final ReadinessHold hold = new ReadinessHold(Duration.ofSeconds(30));

    private Optional<Boolean> at(int second, boolean ready) {
        return hold.observe(ready, NOON.plusSeconds(second));
    }

    @Test
    void takesWhatItSeesFirstForNoChange() {
        assertThat(at(0, false)).isEmpty();
        assertThat(at(30, false)).isEmpty();
        assertThat(at(60, true)).isEmpty();
        assertThat(at(90, true)).contains(true);
    }

    @Test
    void tellsAChangeOnceAndOnlyAfterItHasHeld() {
        at(0, true);
        at(30, true);
        assertThat(at(40, false)).isEmpty();
        assertThat(at(69, false)).isEmpty();
        assertThat(at(70, false)).contains(false);
        assertThat(at(75, false)).isEmpty();
    }

    @Test
    void ignoresAFlutter() {
        at(0, true);
        at(30, true);
        assertThat(at(40, false)).isEmpty();
        assertThat(at(60, true)).isEmpty();
        assertThat(at(65, false)).isEmpty();
        assertThat(at(94, false)).isEmpty();
        assertThat(at(95, false)).contains(false);
    }
}
