package understudy.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;

class FixButtonsTests {

    @ParameterizedTest
    @CsvSource({"ReplicaCannotFollow,/clusters/shop/members/uranus/rejoin", "ErrantTransactions,/clusters/shop/members/uranus/rejoin",
        "SourceWritesWait,/clusters/shop/failover", "SourceNotSeen,/clusters/shop/failover", "ClocksDiffer,/hosts/uranus"})
    void leadsToWhatHelps(String code, String href) {
        assertThat(FixButtons.view(Finding.warning(code, "uranus", "It is so.", "Do this."), "shop").href()).isEqualTo(href);
    }
}
