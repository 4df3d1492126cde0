package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.OperationRequest;
import understudy.operation.Pace;
import understudy.operation.PlannedStep;
import understudy.routing.Route;
import understudy.routing.RouteMove;

/** Where the steps that lead clients to the new source stand in the plans. */
class RouteStepsTests {

    private static final RouteMove MOVE = new RouteMove("shop", "mercury", "uranus",
            List.of(new Route.DatabaseYmls("shop", List.of(), "http://localhost/up", null), new Route.Hook("gate", "/etc/understudy/hooks/gate", null, 5_000)));

    private static List<PlannedStep> switchover() {
        Decision decision = Switchover.decide(new OperationRequest(OperationKind.SWITCHOVER, "shop", null, Pace.AUTO, null, null, Map.of(),
                Actor.PANEL), SwitchoverOptions.of(Map.of()), Scenes.inOrder());
        return ((Decision.Planned) decision).steps();
    }

    @Test
    void leavesAPlanWithoutRoutesAsItIs() {
        RouteMove none = new RouteMove("shop", "mercury", "uranus", List.of());

        assertThat(RouteSteps.inSwitchover(switchover(), none)).isEqualTo(switchover());
        assertThat(RouteSteps.inFailover(switchover(), none)).isEqualTo(switchover());
        assertThat(RouteSteps.inRejoin(switchover(), none)).isEqualTo(switchover());
    }

    @Test
    void switchesRightAfterTheNewSourceIsDeclaredAndLooksBeforeAndAtTheEnd() throws IOException {
        assertThat(RouteSteps.inSwitchover(switchover(), MOVE).stream().map(SwitchoverTests::line).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/plans/switchover-with-routes.txt")));
    }

    @Test
    void doesntLetAFailoverWaitForALookAndDoesntExpectTheDeadHostToFollow() {
        List<PlannedStep> steps = RouteSteps.inFailover(switchover(), MOVE);

        assertThat(steps).extracting(step -> step.step().value()).doesNotContain("prepare-routes")
                .containsSubsequence("declare-roles", "switch-routes", "forget-source", "finish-routes");
        assertThat(steps.getLast().parameters().toString()).contains("mayBeGone=mercury");
    }

    @Test
    void leadsEverybodyToTheSourceThatThereIs() {
        Decision decision = LeadRoutes.decide(Scenes.inOrder(), MOVE.routes());

        assertThat(decision).isInstanceOfSatisfying(Decision.Planned.class, planned -> {
            assertThat(planned.host()).isEqualTo("mercury");
            assertThat(planned.steps()).extracting(step -> step.step().value()).containsExactly("finish-routes", "prove-application");
        });
    }

    @Test
    void leadsNobodyToASourceThatIsClosedOrWithoutRoutes() {
        Situation closed = Scenes.situation(Scenes.source().writable(false).state(), Scenes.uranus());

        assertThat(LeadRoutes.decide(closed, MOVE.routes())).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceNotOpen"));
        assertThat(LeadRoutes.decide(Scenes.inOrder(), List.of())).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("RoutesMissing"));
    }

    @Test
    void leadsWhatCameBackToTheSourceThatThereIs() {
        assertThat(RouteSteps.inRejoin(switchover(), MOVE)).extracting(step -> step.step().value()).endsWith("prove-write", "finish-routes", "prove-application");
    }

    /** Any replica may rejoin; a hook that takes it for the old source would switch the wrong thing off. */
    @Test
    void callsNobodyTheOldSourceWhereTheSourceDoesntChange() {
        assertThat(RouteSteps.inRejoin(switchover(), MOVE).getLast().parameters().toString()).contains("from=uranus, to=uranus").doesNotContain("mercury");
    }

    /** Where it was only cut off it has the address still, and half of the clients talk to it. */
    @Test
    void takesAnAddressFirstFromWhatComesBack() {
        RouteMove address = new RouteMove("shop", "mercury", "uranus", List.of(new Route.VirtualIp("address", "192.168.178.50/24", false)));

        assertThat(RouteSteps.inRejoin(switchover(), address)).first().satisfies(first -> {
            assertThat(first.step().value()).isEqualTo("take-addresses");
            assertThat(first.host()).isEqualTo("mercury");
        });
        assertThat(RouteSteps.inRejoin(switchover(), MOVE).getFirst()).isEqualTo(switchover().getFirst());
    }
}
