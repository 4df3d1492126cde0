package understudy.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Member;
import understudy.web.FindingView;

class ReturnedHostsTests {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    @Test
    void raisesNoAlarmForAServerThatAFailoverLeftStopped() {
        HostState mercury = silent(Member.Role.DETACHED, true, "ServerNotListening");

        assertThat(ReturnedHosts.returned(mercury)).isTrue();
        assertThat(ReturnedHosts.view(mercury, "shop", Optional.empty())).extracting(FindingView::tone, FindingView::message, FindingView::href)
                .containsExactly("warn", "The host of mercury is back; its server is stopped, as a failover leaves it.",
                        "/clusters/shop/members/mercury/rejoin");
    }

    @ParameterizedTest
    @CsvSource({"REPLICA,true,ServerNotListening", "DETACHED,false,ServerNotListening", "DETACHED,true,NoAnswerInTime"})
    void saysOfNoOtherThatItIsOnlyStopped(Member.Role role, boolean ssh, String problem) {
        assertThat(ReturnedHosts.stopped(silent(role, ssh, problem))).isFalse();
        assertThat(ReturnedHosts.returned(silent(role, ssh, problem))).isFalse();
    }

    private static HostState silent(Member.Role role, boolean ssh, String problem) {
        return new HostState("mercury", role, false, ssh, null, null, null, null, null, null, Map.of(), null, null, null, null,
                Finding.blocker(problem, "mercury", "No answer.", "Look."), NOW, NOW);
    }
}
