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

    private static Sale sale(String receipt, long after, Outcome outcome) {
        return new Sale(receipt, 0, after - 1, after, outcome);
    }
}
