package understudy.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Pace;
import understudy.web.FindingView;

class WayOutTests {

    private static final String REJOIN = "/clusters/shop/members/mercury/rejoin?how=";

    @Test
    void letsTransactionsBeReadAndBesideThatBeDiscarded() {
        FindingView view = WayOut.of(rejoin(stopped("ErrantTransactions").with(Map.of("file", "own.sql"))));

        assertThat(view.href()).isEqualTo("/clusters/shop/kept-files/own.sql");
        assertThat(view.also()).isEqualTo(new FindingView.Link("Discard and copy again …", REJOIN + "discard"));
    }

    @ParameterizedTest
    @CsvSource({"ErrantTransactionsNotInLog,Discard and copy again …,both", "SourceLogPurged,Copy again …,recopy"})
    void asksForExactlyWhatTheHostNeedsToComeBack(String code, String words, String how) {
        FindingView view = WayOut.of(rejoin(stopped(code)));

        assertThat(view).extracting(FindingView::button, FindingView::href).containsExactly(words, REJOIN + how);
        assertThat(view.also()).isNull();
    }

    private static Finding stopped(String code) {
        return Finding.blocker(code, "mercury", "It stopped.", "Decide.");
    }

    private static OperationView rejoin(Finding error) {
        return new OperationView("1", OperationKind.REJOIN, "shop", "mercury", "pierre", OperationStatus.FAILED, Instant.EPOCH, Instant.EPOCH,
                Pace.AUTO, Map.of(), error, false, List.of(), List.of());
    }
}
