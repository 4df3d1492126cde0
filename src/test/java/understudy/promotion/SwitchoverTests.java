package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner.Decision;
import understudy.operation.OperationPlanner.OnFailure;
import understudy.operation.OperationRequest;
import understudy.operation.Pace;
import understudy.operation.PlannedStep;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Policy;

class SwitchoverTests {

    private static final SwitchoverOptions USUAL = SwitchoverOptions.of(Map.of());

    private static OperationRequest request(@Nullable String expectedSource) {
        return new OperationRequest(OperationKind.SWITCHOVER, "shop", null, Pace.AUTO, null, expectedSource, Map.of(), Actor.PANEL);
    }

    private static Decision.Planned planned(Situation now) {
        return (Decision.Planned) Switchover.decide(request(null), USUAL, now);
    }

    @Test
    void plansInTheReviewedOrder() throws IOException {
        Decision.Planned plan = planned(Scenes.inOrder());

        assertThat(plan.host()).isEqualTo("uranus");
        assertThat(plan.onFailure()).isEqualTo(OnFailure.ROLL_BACK);
        assertThat(plan.steps().stream().map(SwitchoverTests::line).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/plans/switchover-two-servers.txt")));
    }

    @Test
    void movesTheWaitingForReplicasToTheNewSource() throws IOException {
        Decision.Planned plan = planned(Scenes.waiting(Scenes.inOrder()));

        assertThat(plan.steps().stream().map(SwitchoverTests::line).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(Files.readString(Path.of("src/test/resources/plans/switchover-semi-sync.txt")));
    }

    static String line(PlannedStep step) {
        return (step.pointOfNoReturn() ? "! " : "  ") + step.step() + " " + step.parameters();
    }

    @Test
    void leavesTheNewSourceClosedAtBootWhereAllServersAre() {
        Situation now = Scenes.inOrder();
        Cluster cluster = now.cluster();
        Policy all = new Policy(Policy.Durability.ASYNC, false, false, Policy.BootClosed.ALL, 10_000, 0, false);
        Situation closed = new Situation(cluster.withPolicy(all), now.state(), "uranus", now.now(), null, null);

        assertThat(planned(closed).steps()).filteredOn(step -> step.step().value().equals("set-server-options"))
                .extracting(PlannedStep::host).containsExactly("mercury");
    }

    @Test
    void turnsTheOtherReplicasRoundAndLeavesOutOneThatIsGone() throws IOException {
        assertThat(printed(three(false))).isEqualTo(Files.readString(Path.of("src/test/resources/plans/switchover-three-servers.txt")));
        assertThat(printed(three(true))).as("saturn is gone").doesNotContain("saturn");
    }

    private static String printed(Situation now) {
        return planned(now).steps().stream().map(SwitchoverTests::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Situation three(boolean saturnIsGone) {
        Situation two = Scenes.inOrder();
        var uranus = Scenes.uranus();
        var saturn = new HostState("saturn", Member.Role.REPLICA, !saturnIsGone, !saturnIsGone, saturnIsGone ? null : Boolean.FALSE,
                uranus.version(), "uuid-saturn", "", null, saturnIsGone ? null : uranus.replication(), uranus.settings(), null, null,
                uranus.freeBytes(), 0L, null, Scenes.NOON, Scenes.NOON);
        return new Situation(two.cluster().with("saturn", Member.Role.REPLICA), new ClusterState("shop", 1, Health.HEALTHY, "mercury",
                List.of(Scenes.mercury(), uranus, saturn), Scenes.NOON), "uranus", two.now(), null, null);
    }

    @Test
    void refusesWhenTheSourceIsNotTheExpectedOne() {
        assertThat(Switchover.decide(request("uranus"), USUAL, Scenes.inOrder())).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceDiffers"));
        assertThat(Switchover.decide(request("mercury"), USUAL, Scenes.inOrder())).isInstanceOf(Decision.Planned.class);
    }

    @Test
    void refusesWithEveryBlockerAndNoWarning() {
        Situation now = Scenes.situation(Scenes.source().longest(9_000).state(),
                Scenes.replica().replication(Scenes.channel(false, false, null, "")).state());

        assertThat(Switchover.decide(request(null), USUAL, now)).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code)
                        .containsExactlyInAnyOrder("ReceiverStopped", "ApplierStopped"));
    }

    @Test
    void goesOnInSpiteOfWarnings() {
        assertThat(planned(Scenes.situation(Scenes.source().longest(9_000).state(), Scenes.uranus())).steps()).isNotEmpty();
    }

    @Test
    void refusesOptionsThatItDoesNotKnowOrThatMakeNoSense() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("grace", 1), Map.of("graceMillis", -1),
                Map.of("graceMillis", "soon"), Map.of("catchUpTimeoutMillis", 1.5), Map.of("graceMillis", Long.MAX_VALUE))) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> SwitchoverOptions.of(wrong))
                    .matches(problem -> problem.finding().code().startsWith("Option"));
        }
        assertThat(SwitchoverOptions.of(Map.of("graceMillis", 0))).isEqualTo(new SwitchoverOptions(0, 30_000));
    }
}
