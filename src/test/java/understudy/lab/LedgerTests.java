package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import understudy.lab.Ledger.Outcome;
import understudy.lab.Ledger.Sale;

class LedgerTests {

    private final Ledger ledger = new Ledger(List.of(
        sale("a", 10, Outcome.ACKNOWLEDGED), sale("b", 12, Outcome.REFUSED),
        sale("c", 50, Outcome.UNKNOWN), sale("d", 60, Outcome.ACKNOWLEDGED), sale("e", 61, Outcome.ACKNOWLEDGED)));

    @Test
    void agreesWhenEachAcknowledgedSaleIsThereOnce() {
        assertThat(ledger.compareWith(Map.of("a", 1, "d", 1, "e", 1)).agrees()).isTrue();
    }

    @Test
    void allowsASaleOfUnknownOutcomeToBeThereOrNot() {
        assertThat(ledger.compareWith(Map.of("a", 1, "c", 1, "d", 1, "e", 1)).agrees()).isTrue();
    }

    @Test
    void namesASaleThatWasAcknowledgedAndIsMissing() {
        var comparison = ledger.compareWith(Map.of("a", 1, "e", 1));

        assertThat(comparison.lost()).containsExactly("d");
        assertThat(comparison.agrees()).isFalse();
    }

    @Test
    void namesASaleThatIsThereTwice() {
        assertThat(ledger.compareWith(Map.of("a", 2, "d", 1, "e", 1)).twice()).containsExactly("a");
    }

    @Test
    void namesASaleThatWasRefusedAndIsThere() {
        assertThat(ledger.compareWith(Map.of("a", 1, "b", 1, "d", 1, "e", 1)).refusedButThere()).containsExactly("b");
    }

    @Test
    void measuresTheLongestSilenceBetweenAcknowledgements() {
        assertThat(ledger.longestGapNanos()).isEqualTo(50);
    }

    @Test
    void measuresTheLongestSilenceThatEndedAfterAMoment() {
        assertThat(ledger.longestGapAfter(60)).isEqualTo(1);
        assertThat(ledger.longestGapAfter(59)).isEqualTo(50);
    }

    @Test
    void measuresHowLongNobodyTookASaleEachTimeTheTillMoved() {
        var moves = new Ledger(List.of(at(0, 10), at(0, 11), at(1, 20), at(1, 21), at(0, 24)));

        assertThat(moves.moveGapsNanos()).containsExactly(9L, 3L);
    }

    private static Sale at(int endpoint, long after) {
        return new Sale("r" + after, endpoint, after - 1, after, Outcome.ACKNOWLEDGED);
    }

    private static Sale sale(String receipt, long after, Outcome outcome) {
        return new Sale(receipt, 0, after - 1, after, outcome);
    }
}
