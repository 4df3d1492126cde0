package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.monitor.Health;
import understudy.monitor.HostState;
import understudy.operation.OperationKind;
import understudy.promotion.Gatekeeper.Act;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** Who is closed, who is opened, and who is left alone: the table in {@code gatekeeper.txt}, a line a situation. */
class GatekeeperTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String HISTORY = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-";

    /**
     * @param source open, closed, gone, unseen (never looked at); "-follows" when it is set to follow another
     * @param other the second member's declared part and what it does: open, closed, gone; "+n" transactions more than the source;
     *     what it follows after an arrow
     * @param operation kind and host of the running operation, "failed" when it ended so, "waits" while it waits for somebody; or empty
     * @param policy REPLICAS or ALL, "maintenance"
     * @param watched whether the panel saw the source open shortly before
     * @param expected what the gatekeeper does
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/gatekeeper.txt", delimiter = '|', numLinesToSkip = 2)
    void decidesAsTheTableSays(String situation, String source, String other, @Nullable String operation, String policy, String watched,
            @Nullable String expected) {
        GateScene scene = scene(source, other, operation, policy, watched.equals("yes"));

        String decided = Gatekeeper.decide(scene).stream().map(GatekeeperTests::inWords).collect(Collectors.joining(", "));

        assertThat(decided).isEqualTo(expected == null ? "" : expected);
    }

    private static String inWords(Act act) {
        return switch (act) {
            case Act.Close close -> "close " + close.host();
            case Act.Open open -> "open " + open.host();
            case Act.LeftAlone left -> "leave " + left.host() + ": " + left.code();
        };
    }

    static GateScene scene(String source, String other, @Nullable String operation, String policy, boolean watched) {
        String[] words = other.split(" ");
        Role role = Role.valueOf(words[0]);
        Cluster cluster = new Cluster("shop", List.of("secondhand_production"),
                List.of(new Member("mercury", Role.SOURCE), new Member("uranus", role)), policy(policy), "repl", null, NOON);
        long more = other.contains("+") ? Long.parseLong(other.replaceAll(".*\\+(\\d+).*", "$1")) : 0;
        @Nullable String follows = other.contains("->") ? other.replaceAll(".*-> *(\\S+).*", "$1") : null;
        ClusterState state = new ClusterState("shop", 1, Health.DEGRADED, "mercury", List.of(
                host("mercury", Role.SOURCE, source.replace("-follows", ""), 100, source.endsWith("-follows") ? "pluto" : null),
                host("uranus", role, words[1], 100 + more, follows)), NOON);
        return new GateScene(state, running(operation), cluster, watched ? NOON.minusSeconds(5) : null, NOON);
    }

    private static Policy policy(String words) {
        return new Policy(Policy.Durability.ASYNC, false, false, Policy.BootClosed.valueOf(words.split(" ")[0]), 10_000, 0,
                words.contains("maintenance"));
    }

    private static GateScene.@Nullable Running running(@Nullable String operation) {
        if (operation == null) {
            return null;
        }
        String[] words = operation.split(" ");
        return new GateScene.Running(OperationKind.valueOf(words[0]), words[1], operation.endsWith("failed"), operation.endsWith("led"),
                operation.endsWith("waits"));
    }

    private static HostState host(String name, Role role, String does, long executed, @Nullable String follows) {
        boolean seen = does.equals("open") || does.equals("closed");
        Boolean writable = seen ? Boolean.valueOf(does.equals("open")) : null;
        return new HostState(name, role, seen, seen, writable, "9.7.4", "uuid", HISTORY + executed, null,
                follows == null || !seen ? null : new HostState.Replication(follows, true, true, 5L, 0L, "", null, 0, Map.of()), Map.of(),
                null, null, null, null, seen ? null : Finding.warning("X", name, "no answer", ""),
                does.equals("unseen") ? null : seen ? NOON : NOON.minusSeconds(60), does.equals("unseen") ? null : NOON);
    }

    @Test
    void opensNothingWhereAMemberWentOutOfSightAfterTheSource() {
        GateScene now = scene("closed", "REPLICA gone", null, "ALL", true);
        GateScene longAgo = new GateScene(now.state(), null, now.cluster(), NOON.minusSeconds(59), NOON);
        GateScene before = new GateScene(now.state(), null, now.cluster(), NOON.minusSeconds(70), NOON.plusSeconds(3));

        assertThat(Gatekeeper.decide(longAgo)).as("last seen together").hasOnlyElementsOfType(Gatekeeper.Act.Open.class);
        assertThat(Gatekeeper.decide(before)).as("the member was seen ten seconds longer than the source")
                .doesNotHaveAnyElementsOfTypes(Gatekeeper.Act.Open.class);
    }

    @Test
    void believesNoOldLook() {
        GateScene now = scene("open", "DETACHED open", null, "REPLICAS", true);
        GateScene later = new GateScene(now.state(), null, now.cluster(), null, NOON.plusSeconds(6));

        assertThat(Gatekeeper.decide(later)).isEmpty();
    }

    @Test
    void goesByTheRolesThatAreDeclaredNowNotByThoseOfTheLook() {
        GateScene before = scene("closed", "REPLICA open -> mercury", null, "REPLICAS", true);
        GateScene promoted = new GateScene(before.state(), null, before.cluster().promoting("uranus", Role.REPLICA), null, NOON);

        assertThat(Gatekeeper.decide(promoted)).as("uranus has just become the source").isEmpty();
    }
}
