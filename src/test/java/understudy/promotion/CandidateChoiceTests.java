package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.topology.Member;

class CandidateChoiceTests {

    private static Situation with(HostState... replicas) {
        var cluster = Scenes.cluster();
        var hosts = new java.util.ArrayList<>(List.of(Scenes.mercury()));
        for (HostState replica : replicas) {
            cluster = cluster.with(replica.name(), Member.Role.REPLICA);
            hosts.add(replica);
        }
        return new Situation(cluster, new ClusterState("shop", 1, Health.HEALTHY, "mercury", hosts, Scenes.NOON), null,
                Scenes.NOON, null, null);
    }

    private static HostState replica(String name, boolean running, Long lag, Long behind) {
        HostState like = Scenes.uranus();
        return new HostState(name, Member.Role.REPLICA, true, true, false, like.version(), "uuid-" + name, "", null,
                new HostState.Replication("mercury", running, running, lag, behind, "", null, 0, Map.of()), like.settings(), null,
                null, like.freeBytes(), 0L, null, Scenes.NOON, Scenes.NOON);
    }

    @Test
    void prefersTheOneWithTheLeastAgainstIt() {
        assertThat(CandidateChoice.best(with(replica("uranus", false, null, 0L), replica("pluto", true, 900L, 40L)))).contains(
                "pluto");
    }

    @Test
    void ofEqualsPrefersTheOneThatIsLeastBehind() {
        assertThat(CandidateChoice.best(with(replica("uranus", true, 5L, 9L), replica("pluto", true, 900L, 0L)))).contains("pluto");
        assertThat(CandidateChoice.best(with(replica("uranus", true, 5L, 0L), replica("pluto", true, 4L, 0L)))).contains("pluto");
    }

    @Test
    void keepsTheDeclaredOrderBetweenEquals() {
        assertThat(CandidateChoice.best(with(replica("uranus", true, 5L, 0L), replica("pluto", true, 5L, 0L)))).contains("uranus");
    }
}
