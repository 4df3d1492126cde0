package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Policy;

class PolicyDeskTests {

    private final Clusters clusters = mock(Clusters.class);
    private final Operations operations = mock(Operations.class);

    @Test
    void offersToApplyThePolicyWhereThatCouldNotBegin() {
        Cluster shop = Scenes.inOrder().cluster();
        Policy old = shop.policy();
        Policy closed = new Policy(old.durability(), false, false, Policy.BootClosed.ALL, old.maxLagMillis(), old.failoverCooldownMillis(), false);
        when(clusters.get("shop")).thenReturn(shop);
        when(clusters.change(any(), any())).thenReturn(shop.withPolicy(closed));
        when(operations.start(any())).thenReturn(new StartResult.Refused(List.of(Finding.blocker("HostNotSeen", "uranus", "It is away.", ""))));

        PolicyDesk.Changed changed = new PolicyDesk(clusters, operations, mock(Audit.class)).change("shop", policy -> closed, true, Actor.PANEL);

        assertThat(changed.notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo("PolicyNotApplied");
            assertThat(note.host()).isEqualTo("mercury");
            assertThat(note.fix()).isEqualTo("apply-policy");
            assertThat(note.message()).contains("It is away.");
        });
    }
}
