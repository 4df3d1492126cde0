package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.replication.Notes;

/** The danger: a promotion that calls itself done while the load balancer still leads the shop to the closed server. */
class BalancerLegTests {

    private static final List<String> MEMBERS = List.of("mercury", "uranus");
    private static final Route.LoadBalancer BALANCER = new Route.LoadBalancer("haproxy", "127.0.0.1", 3307, List.of());
    private static final Problem SILENT = new Problem(Finding.blocker("BalancerSilent", "mercury", "It says nothing.", "Look at it."));
    private static final Problem ALIKE = new Problem(Finding.blocker("ServersAlike", "uranus", "They are alike.", "Change that."));

    private final BalancerKnock knock = mock(BalancerKnock.class);
    private final Notes journal = new Notes();
    private final BalancerLeg leg = new BalancerLeg(BALANCER, new RouteMove("shop", "mercury", "uranus", List.of(BALANCER)), "mercury", MEMBERS, knock);

    @Test
    void waitsUntilItLeadsThereAlsoWhileItLetsNobodyThrough() {
        when(knock.leadsTo(BALANCER, "mercury", MEMBERS)).thenReturn(Optional.of("mercury")).thenThrow(SILENT).thenReturn(Optional.of("uranus"));

        leg.move(journal);

        verify(knock, times(3)).leadsTo(any(), any(), any());
        assertThat(journal.lines).containsExactly("the load balancer at 127.0.0.1:3307 as mercury sees it leads to uranus");
    }

    @Test
    void doesntWaitForWhatWaitingWontMend() {
        when(knock.leadsTo(any(), any(), any())).thenThrow(ALIKE);

        assertThatThrownBy(() -> leg.move(journal)).isSameAs(ALIKE);
        verify(knock).leadsTo(any(), any(), any());
    }

    @Test
    void endsWithItsOwnWordsWhenItIsStopped() {
        when(knock.leadsTo(any(), any(), any())).thenReturn(Optional.of("mercury"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> leg.move(journal)).isInstanceOf(Problem.class).hasMessageContaining("doesn't lead to uranus");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void wontFollowWhereItDoesntLeadToTheSourceBefore() {
        when(knock.leadsTo(any(), any(), any())).thenReturn(Optional.of("uranus"), Optional.empty());

        assertThatThrownBy(() -> leg.prepare(journal)).isInstanceOf(Problem.class).hasMessageContaining("leads to uranus and not to the source mercury");
        assertThatThrownBy(() -> leg.prepare(journal)).isInstanceOf(Problem.class).hasMessageContaining("a server that is no member's");
    }

    @Test
    void saysWhereItLeads() {
        when(knock.leadsTo(any(), any(), any())).thenReturn(Optional.of("uranus"), Optional.of("mercury"));

        assertThat(leg.look()).isInstanceOf(Leg.Standing.There.class);
        assertThat(leg.look()).isInstanceOf(Leg.Standing.Elsewhere.class);
    }
}
