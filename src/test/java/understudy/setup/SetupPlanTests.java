package understudy.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import understudy.operation.OperationPlanner.Decision.Planned;
import understudy.operation.PlannedStep;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** The reviewed plan of setting up a replica: a change of order or parameters is a visible difference. */
class SetupPlanTests {

    @Test
    void plansTwoServersAsReviewed() throws IOException {
        Planned planned = (Planned) new Known().setup().decide(new Known().request("uranus", null, Map.of()));

        String printed = planned.steps().stream().map(SetupPlanTests::line).collect(Collectors.joining());

        assertThat(printed).isEqualTo(reviewed("setup-replica-two-servers.txt"));
    }

    @Test
    void leavesOutAThirdMemberThatIsGone() {
        Known known = new Known();
        known.put(Known.host("saturn", "192.168.178.70", Known.facts("MySQL", "9.7.4", Map.of())));
        known.declare(cluster -> cluster.with("saturn", Role.REPLICA));
        assertThat(hosts(known)).contains("saturn");

        known.sees("saturn", false, null, Map.of());

        assertThat(hosts(known)).doesNotContain("saturn");
        assertThat(((Planned) known.setup().decide(known.request("uranus", null, Map.of()))).steps().toString())
                .as("its address is let in all the same").contains("192.168.178.70").contains("others=[mercury]");
    }

    @Test
    void letsTheSourceBootClosedWhereAllServersDo() {
        Known known = new Known();
        known.declare(cluster -> cluster.withPolicy(new Policy(Policy.Durability.ASYNC, false, false, Policy.BootClosed.ALL, 10_000, 0, false)));

        assertThat(((Planned) known.setup().decide(known.request("uranus", null, Map.of()))).steps())
                .filteredOn(step -> step.step().value().equals("boot-closed")).extracting(PlannedStep::host).containsExactly("mercury");
    }

    private static List<String> hosts(Known known) {
        return ((Planned) known.setup().decide(known.request("uranus", null, Map.of()))).steps().stream().map(PlannedStep::host)
                .map(String::valueOf).toList();
    }

    private static String line(PlannedStep step) {
        return (step.host() == null ? "(panel)" : step.host()) + "  " + step.step() + (step.pointOfNoReturn() ? "  POINT OF NO RETURN" : "")
                + "\n    " + step.parameters() + "\n";
    }

    private static String reviewed(String name) throws IOException {
        try (var file = SetupPlanTests.class.getResourceAsStream("/plans/" + name)) {
            return new String(java.util.Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
