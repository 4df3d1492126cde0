package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.UUID;
import static understudy.monitor.Looks.look;

import org.junit.jupiter.api.Test;

/** Two servers are never asked at once; what one of them did in between must not look like a fault. */
class GapTests {

    @Test
    void isUnknownWithoutASource() {
        assertThat(Gap.UNKNOWN.replicaLookedAt(look(0, UUID + ":1-5"), null)).isEqualTo(Gap.UNKNOWN);
    }

    @Test
    void doesNotCallATransactionErrantThatTheSourceMayHaveMadeSinceItWasAsked() {
        Gap gap = Gap.UNKNOWN.replicaLookedAt(look(500, UUID + ":1-9"), look(0, UUID + ":1-5"));

        assertThat(gap.errant()).isNull();
        assertThat(gap.behind()).isZero();
    }

    @Test
    void isFreeOfErrantTransactionsWhenTheSourceHadThemAll() {
        Gap gap = Gap.UNKNOWN.replicaLookedAt(look(500, UUID + ":1-5"), look(0, UUID + ":1-9"));

        assertThat(gap.errant()).isEmpty();
        assertThat(gap.behind()).isEqualTo(4);
    }

    @Test
    void namesWhatASourceAskedLaterNeverHad() {
        Gap gap = Gap.UNKNOWN.sourceLookedAt(look(500, UUID + ":1-9"), look(0, UUID + ":1-5:20"));

        assertThat(gap.errant()).isEqualTo(UUID + ":20");
    }

    @Test
    void keepsItsJudgementWhenTheTwoLooksOverlapped() {
        Gap known = new Gap(0L, "");

        assertThat(known.sourceLookedAt(look(5, UUID + ":1-5"), look(0, UUID + ":1-9"))).isEqualTo(known);
    }
}
