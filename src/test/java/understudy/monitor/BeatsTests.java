package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeatsTests {

    private final Beats beats = new Beats();

    @Test
    void numbersABeatByThePanelsTimeButAlwaysUpwards() {
        assertThat(beats.next(1_000)).isEqualTo(1_000);
        beats.acknowledged(1_000);
        assertThat(beats.next(500)).as("the clock was set back").isEqualTo(1_001);
    }

    @Test
    void doesNotKnowTheLagWithoutABeat() {
        assertThat(beats.lag(null, 5L, 9_000)).isNull();
        assertThat(beats.lag(1_000L, 5L, 9_000)).as("nothing was acknowledged yet").isNull();
    }

    @Test
    void isAsLateAsTheFirstBeatThatIsMissing() {
        beats.acknowledged(1_000);
        beats.acknowledged(2_000);
        beats.acknowledged(3_000);

        assertThat(beats.lag(1_000L, 5L, 3_500)).isEqualTo(1_500);
    }

    @Test
    void isAsLateAsTheLastTransactionWasWhenNoBeatIsMissing() {
        beats.acknowledged(1_000);

        assertThat(beats.lag(1_000L, 7_400L, 1_900)).isEqualTo(7);
        assertThat(beats.lag(1_000L, -3_000L, 1_900)).as("clock skew can't make it negative").isZero();
    }

    @Test
    void isNeverLaterThanTheNewestBeatIsOldWhenNoBeatIsMissing() {
        beats.acknowledged(1_000);

        assertThat(beats.lag(1_000L, 60_000_000L, 1_900)).as("an old transaction that took a minute").isEqualTo(900);
        assertThat(beats.lag(1_000L, null, 1_900)).isEqualTo(900);
    }

    @Test
    void doesNotMissABeatThatWasSentAfterTheLookBegan() {
        beats.acknowledged(1_000);
        beats.acknowledged(2_000);

        assertThat(beats.lag(1_000L, 4_000L, 1_999)).isEqualTo(4);
    }
}
