package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.NOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagHistoryTests {

    @Test
    void keepsAnHourOldestFirstAndKnowsWhatItDoesNotKnow() {
        LagHistory history = new LagHistory(Duration.ofHours(1), Duration.ofSeconds(1));
        for (int second = 0; second < 4_000; second++) {
            history.add(NOON.plusSeconds(second), second % 2 == 0 ? Long.valueOf(second) : null);
        }

        var points = history.since(NOON.plusSeconds(4_000));

        assertThat(points).hasSize(3_600);
        assertThat(points.getFirst()).isEqualTo(new LagPoint(NOON.plusSeconds(400), 400L));
        assertThat(points.getLast()).isEqualTo(new LagPoint(NOON.plusSeconds(3_999), null));
    }

    @Test
    void leavesOutWhatIsTooOldAlthoughThereIsRoom() {
        LagHistory history = new LagHistory(Duration.ofHours(1), Duration.ofSeconds(1));
        history.add(NOON, 1L);

        assertThat(history.since(NOON.plusSeconds(3_601))).isEmpty();
    }
}
