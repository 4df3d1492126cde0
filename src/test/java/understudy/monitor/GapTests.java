package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.UUID;
import static understudy.monitor.Looks.look;

import org.junit.jupiter.api.Test;
import understudy.mysql.GtidSet;

/** Two servers are never asked at once; what one of them did in between must not look like a fault. */
class GapTests {

    private static final String OTHER = "00000000-0000-0000-0000-00000000000f";

    @Test
    void isUnknownWithoutASource() {
        assertThat(Gap.UNKNOWN.replicaLookedAtAlone(look(0, UUID + ":1-5"), null)).isEqualTo(Gap.UNKNOWN);
    }

    @Test
    void remembersWhatWasErrantWhenTheSourceIsDead() {
        Gap found = new Gap(0L, OTHER + ":7");

        assertThat(found.replicaLookedAtAlone(look(500, UUID + ":1-5," + OTHER + ":1-9"), null).errant()).isEqualTo(OTHER + ":7");
        assertThat(found.replicaLookedAtAlone(look(500, OTHER + ":1-9"), GtidSet.of(OTHER + ":1-6:8-9")).errant()).isEqualTo(OTHER + ":7");
    }

    @Test
    void findsWhatAReplicaItselfWroteAfterItsSourceDied() {
        Gap gap = new Gap(0L, "").replicaLookedAtAlone(look(500, UUID + ":1-6," + OTHER + ":1-9"), GtidSet.of(UUID + ":1-5," + OTHER + ":1-8"));

        assertThat(gap.errant()).isEqualTo(UUID + ":6");
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
