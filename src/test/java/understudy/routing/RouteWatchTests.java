package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** The danger: what was green once stays green. */
class RouteWatchTests {

    private final Clusters clusters = mock(Clusters.class);
    private final Routes routes = mock(Routes.class);
    private final Legs legs = mock(Legs.class);
    private final Operations operations = mock(Operations.class);
    private final RouteWatch watch = new RouteWatch(clusters, routes, legs, operations);

    private static Cluster cluster(String name) {
        return Cluster.declared(name, List.of(name), List.of(new Member("mercury", Member.Role.SOURCE)), Instant.EPOCH);
    }

    @Test
    void looksAtAllTheOthersWhereOneClusterCantBeLookedAt() {
        when(clusters.all()).thenReturn(List.of(cluster("broken"), cluster("shop")));
        when(operations.running(any())).thenReturn(Optional.empty());
        when(routes.of("broken")).thenThrow(new IllegalStateException("unreadable"));
        when(routes.of("shop")).thenReturn(List.of());
        when(legs.of(any())).thenReturn(List.of(new FakeLeg("mercury", false, () -> new Leg.Standing.Elsewhere("it is elsewhere"), () -> { })));

        watch.look();

        assertThat(watch.of("broken")).extracting(Finding::code).containsExactly("RouteUnseen");
        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteElsewhere");
    }
}
