package understudy.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import understudy.monitor.HostState;
import understudy.topology.Member;

class NodeViewTests {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    @Test
    void raisesNoAlarmForAServerThatWasNeverSetUp() {
        NodeView node = open(Member.Role.UNCONFIGURED);

        assertThat(node.tone()).isEqualTo("idle");
        assertThat(node.role()).isEqualTo("to be set up");
        assertThat(node.state()).isEqualTo("not set up as a replica yet");
    }

    @Test
    void raisesAnAlarmForAReplicaThatTakesWrites() {
        assertThat(open(Member.Role.REPLICA)).extracting(NodeView::tone, NodeView::state)
                .containsExactly("bad", "takes writes, though it isn't the source");
        assertThat(open(Member.Role.DETACHED).tone()).isEqualTo("bad");
    }

    private static NodeView open(Member.Role role) {
        return NodeView.of(new HostState("uranus", role, true, true, true, "9.7.4", null, "", null, null, Map.of(), null, null, null,
                null, null, NOW, NOW), "mercury", "192.168.178.62", 10_000, NOW);
    }
}
