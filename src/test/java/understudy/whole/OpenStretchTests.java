package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenStretchTests {

    private static final OpenStretch FROM_10_TO_90 = OpenStretch.of(10, 11).until(89, 90);

    @Test
    void meetsOneThatBeginsBeforeItEnds() {
        OpenStretch other = OpenStretch.of(40, 41).until(200, 201);

        assertThat(FROM_10_TO_90.meets(other)).isTrue();
        assertThat(other.meets(FROM_10_TO_90)).isTrue();
        assertThat(FROM_10_TO_90.with(other)).isEqualTo(Duration.ofNanos(48));
    }

    @Test
    void meetsOneThatWasSeenAtASingleLookInTheMiddle() {
        OpenStretch once = OpenStretch.of(40, 41);

        assertThat(FROM_10_TO_90.meets(once)).isTrue();
        assertThat(once.meets(FROM_10_TO_90)).isTrue();
        assertThat(FROM_10_TO_90.with(once)).isEqualTo(Duration.ZERO);
    }

    @Test
    void doesNotMeetOneThatMayHaveBegunWhenItWasOver() {
        OpenStretch after = OpenStretch.of(88, 91).until(200, 201);

        assertThat(FROM_10_TO_90.meets(after)).isFalse();
        assertThat(after.meets(FROM_10_TO_90)).isFalse();
    }

    @Test
    void isAsLongAsFromTheFirstQuestionToTheLastAnswer() {
        assertThat(FROM_10_TO_90.length()).isEqualTo(Duration.ofNanos(80));
    }
}
