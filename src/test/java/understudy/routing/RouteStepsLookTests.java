package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.operation.Inspection;
import understudy.reach.Reach;
import understudy.topology.Clusters;

/** The danger: a page that only shows a plan waits for a dead host, and calls an admin's program as root. */
class RouteStepsLookTests {

    private final FakeLeg leg = new FakeLeg("mercury", true, () -> new Leg.Standing.There("x"), () -> { });
    private final Legs legs = mock(Legs.class);
    private final RouteMove move = new RouteMove("shop", "mercury", "uranus", List.of());

    @Test
    void asksNothingToShowThePlan() {
        when(legs.of(any())).thenReturn(List.of(leg));
        SwitchRoutes switching = new SwitchRoutes(legs, Clock.systemUTC());
        FinishRoutes finishing = new FinishRoutes(legs);
        FinishRoutes.Wish wish = new FinishRoutes.Wish(move, "");

        assertThat(switching.inspect(move)).isInstanceOf(Inspection.Possible.class);
        assertThat(finishing.inspect(wish)).isInstanceOf(Inspection.Possible.class);
        assertThat(switching.plan(move)).isEqualTo(finishing.plan(wish));
        assertThat(leg.asked).isEmpty();
    }

    /** Else a hook that hangs would keep the next failover waiting for an hour. */
    @Test
    void triesWhatComesLastOnlyOnceByItself() {
        assertThat(new FinishRoutes(legs).repeatedByItself()).isFalse();
        assertThat(new ProveApplication(mock(Clusters.class), legs, mock(Reach.class)).repeatedByItself()).isFalse();
    }
}
