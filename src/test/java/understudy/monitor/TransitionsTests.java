package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.cluster;
import static understudy.monitor.Looks.lost;
import static understudy.monitor.Looks.neverSeen;
import static understudy.monitor.Looks.replica;
import static understudy.monitor.Looks.source;
import static understudy.monitor.Looks.state;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.topology.Member.Role;

class TransitionsTests {

    private final Transitions transitions = new Transitions();

    private List<String> told(HostState... hosts) {
        return transitions.observe(cluster(1, hosts), 1_000).stream().map(ClusterChanged::code).toList();
    }

    @Test
    void saysNothingOfTheFirstThingsKnown() {
        assertThat(told(neverSeen("mercury", Role.SOURCE), neverSeen("uranus", Role.REPLICA))).isEmpty();
        assertThat(told(source("mercury", true), replica("uranus", true, 3L))).isEmpty();
    }

    @Test
    void tellsOfAHostThatIsLostAndComesBack() {
        told(source("mercury", true));
        assertThat(told(lost("mercury", Role.SOURCE))).containsExactly("HostLost");
        assertThat(told(lost("mercury", Role.SOURCE))).isEmpty();
        assertThat(told(source("mercury", true))).as("still writable, as before").containsExactly("HostBack");
    }

    @Test
    void tellsOfReplicationThatBreaksAndRecovers() {
        told(replica("uranus", true, 3L));
        assertThat(told(replica("uranus", false, null))).containsExactly("ReplicationBroken");
        assertThat(told(replica("uranus", true, 3L))).containsExactly("ReplicationRecovered");
    }

    @Test
    void tellsOfLagThatPassesTheLimitAndGoesBack() {
        told(replica("uranus", true, 3L));
        assertThat(told(replica("uranus", true, 1_001L))).containsExactly("LagHigh");
        assertThat(told(replica("uranus", true, 1_000L))).containsExactly("LagBack");
    }

    @Test
    void raisesSplitBrainOnceAndEndsIt() {
        told(source("mercury", true), replica("uranus", true, 3L));
        var writer = state("uranus", Role.REPLICA, true, true, replica("uranus", true, 3L).replication());
        assertThat(told(source("mercury", true), writer)).contains("SplitBrain", "ServerOpened");
        assertThat(told(source("mercury", true), writer)).isEmpty();
        assertThat(told(source("mercury", true), replica("uranus", true, 3L))).contains("SplitBrainEnded", "ServerClosed");
    }

    @Test
    void tellsWhoIsTheSourceNow() {
        told(source("mercury", true), replica("uranus", true, 3L));
        assertThat(told(source("uranus", true), replica("mercury", true, 3L))).contains("SourceChanged");
    }
}
