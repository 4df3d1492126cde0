package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.monitor.ClusterChanged;
import understudy.monitor.ClusterState;
import understudy.monitor.Diagnosis;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.monitor.Verdict;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Policy;

class AutomaticFailoverTests {

    private final Clusters clusters = mock(Clusters.class);
    private final Operations operations = mock(Operations.class);
    private final AutomaticRefusals refusals = new AutomaticRefusals();
    private final List<Object> told = new ArrayList<>();
    private final AutomaticFailover automatic = new AutomaticFailover(mock(Monitor.class), clusters, operations, mock(Failover.class), told::add, refusals,
            Clock.fixed(Scenes.NOON, ZoneOffset.UTC));

    @BeforeEach
    void refusesAndWantsAutomaticFailover() {
        Cluster shop = Scenes.inOrder().cluster();
        Policy old = shop.policy();
        when(clusters.find("shop")).thenReturn(Optional.of(shop.withPolicy(new Policy(old.durability(), true, false, old.bootClosed(),
                old.maxLagMillis(), old.failoverCooldownMillis(), false))));
        when(operations.start(any())).thenReturn(new StartResult.Refused(List.of(
                Finding.blocker("CandidateNotSeen", "uranus", "uranus can't be seen.", "Mend its connection."))));
    }

    private static ClusterState state(boolean dead) {
        return new ClusterState("shop", 1, Health.SOURCE_DOWN, "mercury", List.of(), Scenes.NOON, new Diagnosis("shop", "mercury", dead ? Verdict.SERVER_DEAD : Verdict.SUSPECTED,
                "It gives no answer.", List.of(), dead, dead ? null : "It may be slow.", Scenes.NOON, true));
    }

    @Test
    void remembersWhyItDoesNotFailOverAndTellsItOnce() {
        automatic.look(state(true));
        automatic.look(state(true));

        assertThat(refusals.of("shop")).hasValue("uranus can't be seen. Mend its connection.");
        assertThat(told).singleElement().isInstanceOfSatisfying(ClusterChanged.class,
                change -> assertThat(change.code()).isEqualTo("AutomaticFailoverRefused"));
    }

    @Test
    void forgetsItWhenNothingCallsForAFailoverAnyMore() {
        automatic.look(state(true));
        automatic.look(state(false));

        assertThat(refusals.of("shop")).isEmpty();
    }

    @Test
    void forgetsItWhenTheFailoverBegins() {
        automatic.look(state(true));
        when(operations.start(any())).thenReturn(new StartResult.Started("op1"));
        automatic.look(state(true));

        assertThat(refusals.of("shop")).isEmpty();
    }
}
