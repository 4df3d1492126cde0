package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.operation.OperationPlanner.Decision;
import understudy.routing.Route;

class RouteRehearsalTests {

    private static final List<Route> ROUTES = List.of(new Route.DatabaseYmls("shop", List.of(), null, null));

    @Test
    void looksOnlyAndAtTheWayToTheCandidate() {
        assertThat(RouteRehearsal.decide(Scenes.inOrder(), ROUTES)).isInstanceOfSatisfying(Decision.Planned.class, planned -> {
            assertThat(planned.host()).isEqualTo("uranus");
            assertThat(planned.steps()).singleElement().satisfies(step -> {
                assertThat(step.step().value()).isEqualTo("rehearse-routes");
                assertThat(step.pointOfNoReturn()).isFalse();
                assertThat(step.parameters().toString()).contains("from=mercury, to=uranus");
            });
        });
    }

    @Test
    void refusesWhereThereIsNothingToLeadOrNobodyToLeadItTo() {
        assertThat(RouteRehearsal.decide(Scenes.inOrder(), List.of())).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("RoutesMissing"));
        assertThat(RouteRehearsal.decide(Scenes.inOrder().with("mercury"), ROUTES)).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("NoCandidate"));
    }
}
