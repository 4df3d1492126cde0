package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Member;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** After a failover: uranus is the source, mercury came back, saturn follows. */
class RejoinTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static RejoinScene scene(@Nullable String wished, Role mercury, HostState... seen) {
        Cluster cluster = new Cluster("shop", List.of("secondhand_production"), List.of(new Member("uranus", Role.SOURCE),
                new Member("mercury", mercury), new Member("saturn", Role.REPLICA)), Policy.DEFAULT, "repl", null, NOON);
        return new RejoinScene(cluster, new ClusterState("shop", 1, Health.DEGRADED, "uranus", List.of(seen), NOON),
                Stream.of("uranus", "mercury", "saturn").map(RejoinTests::host).toList(), wished);
    }

    private static RejoinScene returned() {
        return scene("mercury", Role.DETACHED, seen("uranus", Role.SOURCE, true, null), seen("mercury", Role.DETACHED, false, null),
                seen("saturn", Role.REPLICA, false, "uranus"));
    }

    private static HostState seen(String name, Role role, boolean writable, @Nullable String follows) {
        return new HostState(name, role, true, true, writable, "9.7.4", "uuid-" + name, "", null,
                follows == null ? null : new HostState.Replication(follows, true, true, 5L, 0L, "", null, 0, Map.of()), Map.of(), null,
                null, null, null, null, NOON, NOON);
    }

    private static HostState gone(String name, Role role, boolean ssh) {
        return new HostState(name, role, false, ssh, null, null, null, null, null, null, Map.of(), null, null, null, null,
                Finding.warning("X", name, "no answer", ""), null, NOON);
    }

    private static Host host(String name) {
        HostFacts facts = new HostFacts("Debian", "MySQL", "9.7.4", 1, "uuid", "127.0.0.1", true, "ON", "/run/mysqld/mysqld.sock",
                "/var/lib/mysql", "mysql", false, List.of(), Map.of("secondhand_production", 104_000_000L), 1L << 40, Map.of(), null, NOON);
        return new Host(name, name + ".example", 22, "deploy", 3306, null, name + ".example", "ssh-ed25519", "SHA256:x", true, null,
                "sealed", facts, NOON);
    }

    private static Decision decide(RejoinScene scene, Map<String, Object> options, @Nullable String confirm) {
        OperationRequest request = new OperationRequest(OperationKind.REJOIN, "shop", scene.wished(), Pace.AUTO, confirm, null, options,
                Actor.PANEL);
        return Rejoin.decide(request, RejoinOptions.of(options), scene);
    }

    private static String code(RejoinScene scene) {
        return decide(scene, Map.of(), null) instanceof Decision.Refused refused ? refused.findings().getFirst().code() : "";
    }

    private static String printed(Decision decision) {
        return ((Decision.Planned) decision).steps().stream().map(RejoinTests::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(PlannedStep step) {
        return (step.host() == null ? "(panel)" : step.host()) + "  " + step.step() + "\n    " + step.parameters();
    }

    private static String reviewed(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/plans", name));
    }

    @Test
    void plansToFollowInTheReviewedOrder() throws IOException {
        Decision decision = decide(returned(), Map.of(), null);

        assertThat(printed(decision)).isEqualTo(reviewed("rejoin-follow.txt"));
        assertThat(((Decision.Planned) decision).onFailure()).isEqualTo(OnFailure.STOP);
    }

    @Test
    void plansToDiscardAndCopyInTheReviewedOrder() throws IOException {
        assertThat(printed(decide(returned(), Map.of("discardErrant", true), "mercury"))).isEqualTo(reviewed("rejoin-discard.txt"));
    }

    @Test
    void takesTheOneHostThatIsOutOfReplicationWhenNoneIsNamed() {
        RejoinScene now = scene(null, Role.DETACHED, seen("uranus", Role.SOURCE, true, null), seen("mercury", Role.DETACHED, false, null));

        assertThat(decide(now, Map.of(), null)).isInstanceOfSatisfying(Decision.Planned.class,
                planned -> assertThat(planned.host()).isEqualTo("mercury"));
        assertThat(code(scene(null, Role.REPLICA, seen("uranus", Role.SOURCE, true, null)))).isEqualTo("HostMissing");
    }

    @Test
    void asksForTheTypedNameBeforeAnythingCanBeLost() {
        for (String option : List.of("discardErrant", "recopy")) {
            assertThat(decide(returned(), Map.of(option, true), null)).isInstanceOfSatisfying(Decision.NeedsConfirmation.class, needs -> {
                assertThat(needs.name()).isEqualTo("mercury");
                assertThat(needs.finding().message()).contains("secondhand_production (104 MB)");
            });
            assertThat(decide(returned(), Map.of(option, true), "shop")).isInstanceOf(Decision.NeedsConfirmation.class);
            assertThat(decide(returned(), Map.of(option, true), "mercury")).isInstanceOf(Decision.Planned.class);
        }
    }

    @Test
    void refusesWhatIsNoReturningMember() {
        HostState uranus = seen("uranus", Role.SOURCE, true, null);
        assertThat(code(scene("uranus", Role.DETACHED, uranus))).isEqualTo("HostIsSource");
        assertThat(code(scene("pluto", Role.DETACHED, uranus))).isEqualTo("NotAMember");
        assertThat(code(scene("mercury", Role.UNCONFIGURED, uranus, seen("mercury", Role.UNCONFIGURED, true, null)))).isEqualTo("NeverSetUp");
    }

    @Test
    void refusesWhileTheSourceTakesNoWrites() {
        HostState mercury = seen("mercury", Role.DETACHED, true, null);
        assertThat(code(scene("mercury", Role.DETACHED, gone("uranus", Role.SOURCE, true), mercury))).isEqualTo("SourceNotSeen");
        assertThat(code(scene("mercury", Role.DETACHED, seen("uranus", Role.SOURCE, false, null), mercury))).isEqualTo("SourceClosed");
    }

    @Test
    void refusesAHostOutOfReachButNotAStoppedServer() {
        HostState uranus = seen("uranus", Role.SOURCE, true, null);
        assertThat(code(scene("mercury", Role.DETACHED, uranus, gone("mercury", Role.DETACHED, false)))).isEqualTo("HostUnreachable");
        assertThat(decide(scene("mercury", Role.DETACHED, uranus, gone("mercury", Role.DETACHED, true)), Map.of(), null))
                .isInstanceOf(Decision.Planned.class);
    }

    @Test
    void refusesAHostThatTakesWritesAndIsFollowed() {
        HostState uranus = seen("uranus", Role.SOURCE, true, null);
        HostState saturn = seen("saturn", Role.REPLICA, false, "mercury");
        assertThat(code(scene("mercury", Role.DETACHED, uranus, seen("mercury", Role.DETACHED, true, null), saturn))).isEqualTo("HostInUse");
        assertThat(decide(scene("mercury", Role.DETACHED, uranus, seen("mercury", Role.DETACHED, false, null), saturn), Map.of(), null))
                .as("closed, so it harms nobody").isInstanceOf(Decision.Planned.class);
    }

    @Test
    void refusesWhenTheSourceIsNotTheExpectedOne() {
        OperationRequest request = new OperationRequest(OperationKind.REJOIN, "shop", "mercury", Pace.AUTO, null, "mercury", Map.of(),
                Actor.PANEL);
        assertThat(Rejoin.decide(request, RejoinOptions.of(Map.of()), returned())).isInstanceOfSatisfying(Decision.Refused.class,
                refused -> assertThat(refused.findings()).extracting(Finding::code).containsExactly("SourceDiffers"));
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("discard", true), Map.of("recopy", "yes"))) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> RejoinOptions.of(wrong))
                    .matches(problem -> problem.finding().code().startsWith("Option"));
        }
    }
}
