package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.operation.Plan;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.remote.RemoteCommand;
import understudy.replication.Notes;

/** The danger: the address on two hosts, and half of the shops selling on each. */
class AddressLegTests {

    private final Reach reach = mock(Reach.class);
    private final Map<String, Integer> holds = new HashMap<>(Map.of("mercury", 1, "uranus", 1));
    private final List<String> done = new ArrayList<>();
    private final Notes journal = new Notes();
    private final AddressLeg leg = new AddressLeg(new Route.VirtualIp("address", "192.168.178.50/24", false), List.of("mercury", "uranus"), "uranus", reach);
    private int answers;
    private int told;
    private String cameInBy = "192.168.178.10";
    private String bound = "*";
    private boolean arping = true;
    private boolean network = true;

    @BeforeEach
    void connect() {
        for (String member : List.of("mercury", "uranus")) {
            HostConnection host = mock(HostConnection.class);
            when(host.run(any())).thenAnswer(call -> ran(member, ((RemoteCommand<?>) call.getArgument(0)).printed()));
            when(reach.host(member)).thenReturn(host);
        }
    }

    @BeforeEach
    void listen() {
        Server server = mock(Server.class);
        when(server.variables("bind_address")).thenAnswer(call -> Map.of("bind_address", bound));
        when(reach.server(anyString())).thenReturn(server);
    }

    private Object ran(String member, String script) {
        if (script.contains("SSH_CONNECTION")) {
            return cameInBy;
        }
        if (script.contains("address del")) {
            done.add("drop " + member);
            holds.put(member, 1);
            return 0;
        }
        if (script.contains("address add")) {
            done.add("add " + member);
            holds.put(member, 0);
            return 0;
        }
        if (script.contains("arping -D")) {
            done.add("ask");
            return answers;
        }
        if (script.contains("command -v arping")) {
            return arping ? 0 : 127;
        }
        if (script.contains("route get")) {
            return network ? 0 : 70;
        }
        if (script.contains("arping -q -U")) {
            done.add("tell");
            return told;
        }
        return holds.get(member);
    }

    @Test
    void isTakenAwayBeforeItIsGivenAndNobodyIsWaitedForInBetween() {
        holds.put("mercury", 0);

        leg.move(journal);

        assertThat(done).containsExactly("drop mercury", "add uranus", "tell");
    }

    @Test
    void isGivenWithoutAMembersWordOnlyWhereTheNetworkIsSilent() {
        holds.put("mercury", 0);
        when(reach.host("neptune")).thenThrow(new HostUnreachable(Finding.blocker("HostUnreachable", "neptune", "gone", "wait")));

        new AddressLeg(new Route.VirtualIp("address", "192.168.178.50/24", false), List.of("mercury", "uranus", "neptune"), "uranus", reach).move(journal);

        assertThat(done).containsExactly("drop mercury", "ask", "add uranus", "tell");
    }

    @Test
    void isntGivenWhileAnybodyAnswersForIt() {
        answers = 1;

        assertThatThrownBy(() -> leg.move(journal)).isInstanceOf(Problem.class).hasMessageContaining("two hosts must never have it");
        assertThat(done).containsExactly("ask");
    }

    @Test
    void isntGivenWhereNobodyCanBeAsked() {
        answers = 70;
        when(reach.host("mercury")).thenThrow(new HostUnreachable(Finding.blocker("HostUnreachable", "mercury", "gone", "wait")));

        assertThatThrownBy(() -> leg.move(journal)).isInstanceOf(Problem.class).hasMessageContaining("can't be found out");
        assertThat(done).containsExactly("ask");
    }

    /** The danger: an address that has moved, under a green report, to where nobody answers. */
    @Test
    void knowsBeforehandWhatWouldMakeItUseless() {
        assertThat(leg.foresee()).isEmpty();
        bound = "127.0.0.1,192.168.178.5";
        arping = false;
        network = false;

        assertThat(leg.foresee()).extracting(Finding::code).containsExactly("ArpingMissing", "NoNetworkForAddress", "NotListeningThere");
        assertThatThrownBy(() -> leg.prepare(journal)).isInstanceOfSatisfying(Problem.class, first -> assertThat(first.finding().code()).isEqualTo("ArpingMissing"));
        bound = "127.0.0.1, 192.168.178.50";
        arping = true;
        network = true;
        assertThat(leg.foresee()).isEmpty();
    }

    @Test
    void leadsNowhereWhereNobodyListens() {
        holds.put("uranus", 0);
        bound = "192.168.178.5";

        assertThat(leg.look()).isInstanceOfSatisfying(Leg.Standing.Stuck.class, stuck -> assertThat(stuck.finding().code()).isEqualTo("NotListeningThere"));
        bound = "*";
        assertThat(leg.look()).isInstanceOf(Leg.Standing.There.class);
    }

    @Test
    void canMoveThoughAMemberIsAway() {
        when(reach.host("mercury")).thenThrow(new HostUnreachable(Finding.blocker("HostUnreachable", "mercury", "gone", "wait")));

        leg.prepare(journal);

        assertThat(journal.lines).anyMatch(line -> line.contains("mercury can't be asked")).anyMatch(line -> line.contains("can move to uranus"));
    }

    @Test
    void isntTakenForGoneWhereTheHostCantTell() {
        holds.put("uranus", 70);

        assertThatThrownBy(leg::look).isInstanceOf(Problem.class).hasMessageContaining("can't be seen");
    }

    @Test
    void tellsTheNeighboursAgainThoughItIsThere() {
        holds.put("uranus", 0);
        told = 1;

        leg.move(journal);

        assertThat(done).containsExactly("tell");
        assertThat(journal.lines).anyMatch(line -> line.contains("couldn't be told"));
    }

    @Test
    void neverTakesAwayTheAddressByWhichThePanelComesIn() {
        holds.put("mercury", 0);
        cameInBy = "192.168.178.50";

        assertThatThrownBy(() -> leg.move(journal)).isInstanceOf(Problem.class).hasMessageContaining("reaches mercury");
        assertThat(done).isEmpty();
    }

    @Test
    void isntTakenWhenThatIsntDueAnyMoreAfterTheHostWasAsked() {
        holds.put("mercury", 0);
        Route.VirtualIp address = new Route.VirtualIp("address", "192.168.178.50/24", false);

        assertThat(new MovingAddresses(reach).take(address, "mercury", () -> false)).isFalse();
        assertThat(done).isEmpty();
        assertThat(new MovingAddresses(reach).take(address, "mercury", () -> true)).isTrue();
        assertThat(done).containsExactly("drop mercury");
    }

    @Test
    void isTakenFromWhoeverComesBackWithIt() {
        holds.put("mercury", 0);
        RouteMove move = new RouteMove("shop", "uranus", "uranus", List.of(new Route.VirtualIp("address", "192.168.178.50/24", false)));

        new TakeAddresses(reach).apply(new TakeAddresses.Wish(move, "mercury"), Plan.ofCommands(), journal);

        assertThat(done).containsExactly("drop mercury");
    }

    @Test
    void isGivenBackWhereNobodyHasItAndTheNeighboursAreTold() {
        assertThat(leg.giveBack(() -> true)).hasValueSatisfying(said -> assertThat(said).contains("Nobody on the network answers"));

        assertThat(done).containsExactly("ask", "add uranus", "tell");
    }

    @Test
    void isGivenBackToNobodyWhileAnotherHasIt() {
        holds.put("mercury", 0);

        assertThatThrownBy(() -> leg.giveBack(() -> true)).isInstanceOf(Problem.class).hasMessageContaining("is on mercury");
        assertThat(done).isEmpty();
    }

    @Test
    void isntGivenBackWhenThatIsntDueAnyMoreAfterTheNetworkWasAsked() {
        assertThat(leg.giveBack(() -> !done.contains("ask"))).isEmpty();

        assertThat(done).containsExactly("ask");
    }

    @Test
    void isntGivenBackWhereItIs() {
        holds.put("uranus", 0);

        assertThat(leg.giveBack(() -> true)).isEmpty();
        assertThat(done).isEmpty();
    }
}
