package understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.ClusterChanged;
import understudy.monitor.Monitor;
import understudy.routing.MovingAddresses;
import understudy.routing.Route;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Member.Role;

/** Uranus was the source and is back; mercury is the source now. */
class AddressActsTests {

    private final Routes routes = mock(Routes.class);
    private final Clusters clusters = mock(Clusters.class);
    private final MovingAddresses addresses = mock(MovingAddresses.class);
    private final Monitor monitor = mock(Monitor.class);
    private final GateScenes scenes = mock(GateScenes.class);
    private final Audit audit = mock(Audit.class);
    private final List<ClusterChanged> told = new ArrayList<>();
    private final InstantSource time = () -> this.now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final AddressNotes notes = new AddressNotes(audit, event -> told.add((ClusterChanged) event), clock);
    private final AddressActs acts = new AddressActs(routes, clusters, addresses,
            new SourceAddress(addresses, monitor, scenes, notes, clock), notes);
    private Route.VirtualIp address;

    @BeforeEach
    void returned() {
        moves(false);
        is("open", "DETACHED closed");
        when(addresses.announce(any(), any())).thenReturn(true);
        doAnswer(call -> ((BooleanSupplier) call.getArgument(2)).getAsBoolean()).when(addresses).take(any(), any(), any());
    }

    private void moves(boolean keptOverRestart) {
        address = new Route.VirtualIp("address", "192.168.178.50/24", keptOverRestart);
        when(routes.of("shop")).thenReturn(List.of(new Route.DatabaseYmls("files", List.of(), null, null), address));
    }

    private void is(String source, String other) {
        GateScene scene = GatekeeperTests.scene(source, other, null, "REPLICAS", true);
        when(clusters.find("shop")).thenReturn(Optional.of(scene.cluster()));
        when(monitor.cluster("shop")).thenReturn(Optional.of(scene.state()));
        doAnswer(call -> {
            Function<String, @Nullable Instant> seenOpenAt = call.getArgument(1);
            return Optional.of(new GateScene(scene.state(), scene.running(), scene.cluster(), seenOpenAt.apply("mercury"), scene.now()));
        }).when(scenes).of(any(), any());
    }

    private void isOn(String... hosts) {
        for (String host : List.of("mercury", "uranus")) {
            doReturn(List.of(hosts).contains(host)).when(addresses).isOn(address, host);
        }
    }

    @Test
    void takesItFromWhoeverCameBackAndHasTheSourceTellItsNeighbours() {
        isOn("mercury", "uranus");

        assertThat(acts.see("shop", "uranus")).isTrue();

        InOrder order = inOrder(addresses);
        order.verify(addresses).take(eq(address), eq("uranus"), any());
        order.verify(addresses).announce(address, "mercury");
        verify(audit).record(Actor.PANEL, "address.take", "uranus", "done: 192.168.178.50/24 in shop");
        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken");
        assertThat(notes.of("shop")).isEmpty();
    }

    @Test
    void touchesNobodyWhereAllIsInOrder() {
        isOn("mercury");

        assertThat(acts.see("shop", "uranus")).isTrue();
        assertThat(acts.see("shop", "mercury")).isTrue();

        verify(addresses, never()).take(any(), any(), any());
        verify(addresses, never()).giveBack(any(), any(), any(), any());
        assertThat(told).isEmpty();
    }

    @Test
    void showsItUntilItIsGoneAndTellsItOnce() {
        isOn("mercury", "uranus");
        doThrow(new Problem(Finding.blocker("AddressStays", "uranus", "It is still there.", "Take it away."))).when(addresses).take(eq(address), eq("uranus"), any());

        assertThat(acts.see("shop", "uranus")).as("is tried again soon").isFalse();
        assertThat(acts.see("shop", "uranus")).isFalse();
        assertThat(notes.of("shop")).extracting(Finding::code).containsExactly("AddressOnTwoHosts");
        assertThat(notes.of("shop").getFirst().message()).contains("It is still there.");
        assertThat(notes.of("shop")).noneMatch(Finding::blocks);
        assertThat(told).hasSize(1);

        isOn("mercury");
        assertThat(acts.see("shop", "uranus")).isTrue();
        assertThat(notes.of("shop")).isEmpty();
    }

    @Test
    void keepsWhatItKnowsOfAHostThatCantBeAskedAnyMore() {
        is("closed", "DETACHED closed");
        isOn("mercury", "uranus");
        acts.see("shop", "uranus");
        when(addresses.isOn(address, "uranus")).thenThrow(new Problem(Finding.blocker("HostUnreachable", "uranus", "gone", "wait")));

        assertThat(acts.see("shop", "uranus")).isFalse();

        assertThat(notes.of("shop")).extracting(Finding::code).containsExactly("AddressOnTwoHosts");
        verify(addresses, never()).take(any(), any(), any());
    }

    @Test
    void forgetsWhatItKnewWhenTheRouteIsTakenOut() {
        is("closed", "DETACHED closed");
        isOn("uranus");
        acts.see("shop", "uranus");
        assertThat(notes.of("shop")).extracting(Finding::code).containsExactly("AddressAstray");
        when(routes.of("shop")).thenReturn(List.of());

        acts.see("shop", "uranus");

        assertThat(notes.of("shop")).isEmpty();
    }

    @Test
    void givesTheSourceWhatNobodyElseHasAfterARestartWhereThatIsChosen() {
        isOn();
        assertThat(acts.see("shop", "mercury")).isTrue();
        verify(addresses, never()).giveBack(any(), any(), any(), any());

        moves(true);
        isOn();
        when(addresses.giveBack(eq(address), eq(List.of("mercury", "uranus")), eq("mercury"), any())).thenReturn(Optional.of("Nobody answered"));
        assertThat(acts.see("shop", "mercury")).isTrue();

        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressGivenBack");
    }

    @Test
    void givesItOnlyWhileItIsStillDue() {
        moves(true);
        isOn();
        when(addresses.giveBack(any(), any(), any(), any())).thenAnswer(call -> {
            is("open", "REPLICA open +1");
            return ((BooleanSupplier) call.getArgument(3)).getAsBoolean() ? Optional.of("given") : Optional.empty();
        });

        acts.see("shop", "mercury");

        assertThat(told).isEmpty();
    }

    @Test
    void saysWhyItDoesntGiveItBack() {
        moves(true);
        isOn();
        when(addresses.giveBack(any(), any(), any(), any())).thenThrow(new Problem(
                Finding.blocker("AddressAnswers", "mercury", "Somebody answers for it.", "Find out who.")));

        acts.see("shop", "mercury");

        assertThat(notes.of("shop")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("AddressNotGivenBack");
            assertThat(found.message()).contains("Somebody answers for it.");
        });
    }

    @Test
    void givesItToTheSourceWhenOnlyTheOldOneHadIt() {
        isOn("uranus");
        when(addresses.giveBack(any(), any(), eq("mercury"), any())).thenReturn(Optional.of("Nobody answered"));

        acts.see("shop", "uranus");

        InOrder order = inOrder(addresses);
        order.verify(addresses).take(eq(address), eq("uranus"), any());
        order.verify(addresses).giveBack(any(), any(), eq("mercury"), any());
        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken", "AddressGivenBack");
    }

    @Test
    void remembersThatTheSourceIsToGetItUntilTheOldOneIsClosed() {
        is("open", "DETACHED open");
        isOn("uranus");
        assertThat(acts.see("shop", "uranus")).as("is tried again soon").isFalse();
        verify(addresses, never()).giveBack(any(), any(), any(), any());
        assertThat(notes.of("shop")).extracting(Finding::code).containsExactly("AddressNotGivenBack");

        is("open", "DETACHED closed");
        isOn();
        when(addresses.giveBack(any(), any(), eq("mercury"), any())).thenReturn(Optional.of("Nobody answered"));
        assertThat(acts.see("shop", "uranus")).isTrue();
        isOn("mercury");
        assertThat(acts.see("shop", "uranus")).isTrue();

        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken", "AddressGivenBack");
        assertThat(notes.of("shop")).isEmpty();
    }

    @Test
    void doesntGiveItWhereAMemberOutOfSightMayHaveTakenOverWhileTheSourceWasOff() {
        moves(true);
        is("open", "DETACHED gone");
        isOn();

        acts.see("shop", "mercury");

        verify(addresses, never()).giveBack(any(), any(), any(), any());
        assertThat(notes.of("shop")).singleElement().satisfies(found -> assertThat(found.message()).contains("uranus can't be seen"));
    }

    @Test
    void givesItAfterAShortRestartThoughTheOtherHasLongBeenGone() {
        moves(true);
        is("open", "DETACHED gone");
        isOn("mercury");
        acts.see("shop", "mercury");
        isOn();
        when(addresses.giveBack(any(), any(), eq("mercury"), any())).thenReturn(Optional.of("Nobody answered"));

        acts.see("shop", "mercury");

        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressGivenBack");
    }

    @Test
    void takesItForNoProofThatAClosedSourceHadIt() {
        moves(true);
        is("closed", "DETACHED gone");
        isOn("mercury");
        acts.see("shop", "mercury");
        is("open", "DETACHED gone");
        isOn();

        acts.see("shop", "mercury");

        verify(addresses, never()).giveBack(any(), any(), any(), any());
    }

    @Test
    void tellsThatTheSourceIsStillToGetItWhenThatLasts() {
        is("open", "DETACHED open");
        isOn("uranus");
        acts.see("shop", "uranus");
        isOn();
        now = now.plusSeconds(20);
        acts.see("shop", "uranus");
        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken");

        now = now.plusSeconds(20);
        assertThat(acts.see("shop", "uranus")).as("is tried on").isFalse();
        acts.see("shop", "uranus");

        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken", "AddressNotGivenBack");
    }

    @Test
    void takesItOnlyWhileItIsStillDue() {
        isOn("mercury", "uranus");
        List<Boolean> due = new ArrayList<>();
        doAnswer(call -> {
            GateScene seen = GatekeeperTests.scene("open", "REPLICA closed -> mercury", "SWITCHOVER uranus", "REPLICAS", true);
            doReturn(Optional.of(seen)).when(scenes).of(any(), any());
            due.add(((BooleanSupplier) call.getArgument(2)).getAsBoolean());
            return due.getFirst();
        }).when(addresses).take(any(), any(), any());

        assertThat(acts.see("shop", "uranus")).as("is looked at again soon").isFalse();

        assertThat(due).containsExactly(false);
        assertThat(told).isEmpty();
    }

    @Test
    void givesItBackToWhoeverBecameTheSourceInTheMomentOfTheTaking() {
        isOn("mercury", "uranus");
        doAnswer(call -> {
            uranusIsTheSource();
            return true;
        }).when(addresses).take(any(), any(), any());
        assertThat(acts.see("shop", "uranus")).as("is looked at again soon").isFalse();
        isOn();
        when(addresses.giveBack(any(), any(), eq("uranus"), any())).thenReturn(Optional.of("Nobody answered"));

        acts.see("shop", "uranus");

        assertThat(told).extracting(ClusterChanged::code).containsExactly("AddressTaken", "AddressGivenBack");
    }

    private void uranusIsTheSource() {
        GateScene before = GatekeeperTests.scene("closed", "REPLICA open", null, "REPLICAS", true);
        GateScene promoted = new GateScene(before.state(), null, before.cluster().promoting("uranus", Role.DETACHED), null, before.now());
        when(clusters.find("shop")).thenReturn(Optional.of(promoted.cluster()));
        doReturn(Optional.of(promoted)).when(scenes).of(any(), any());
    }

    @Test
    void hasTheSourceTellItsNeighboursThoughItCouldntBeAskedForAMoment() {
        isOn("uranus");
        Problem unseen = new Problem(Finding.blocker("HostUnreachable", "mercury", "gone", "wait"));
        when(addresses.isOn(address, "mercury")).thenThrow(unseen);
        assertThat(acts.see("shop", "uranus")).as("is tried again soon").isFalse();
        isOn();
        doThrow(unseen).doReturn(true).when(addresses).isOn(address, "mercury");
        assertThat(acts.see("shop", "uranus")).isFalse();
        verify(addresses, never()).announce(any(), any());

        assertThat(acts.see("shop", "uranus")).isTrue();
        assertThat(acts.see("shop", "uranus")).isTrue();

        verify(addresses).announce(address, "mercury");
    }

    @Test
    void showsWhatNobodyDoesWhileAnOperationWaits() {
        isOn("mercury", "uranus");
        runs("REJOIN uranus");
        assertThat(acts.see("shop", "uranus")).isFalse();
        assertThat(notes.of("shop")).as("it is about to be done").isEmpty();

        runs("REJOIN uranus waits");
        assertThat(acts.see("shop", "uranus")).isFalse();

        assertThat(notes.of("shop")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("AddressOnTwoHosts");
            assertThat(found.message()).contains("waits for somebody");
        });
        verify(addresses, never()).take(any(), any(), any());
        assertThat(told).isEmpty();
    }

    @Test
    void showsThatTheSourceLacksItWhileAnOperationWaits() {
        moves(true);
        isOn();
        runs("REJOIN uranus waits");

        assertThat(acts.see("shop", "mercury")).isFalse();

        assertThat(notes.of("shop")).extracting(Finding::code).containsExactly("AddressNotGivenBack");
        verify(addresses, never()).giveBack(any(), any(), any(), any());
    }

    private void runs(String operation) {
        GateScene scene = GatekeeperTests.scene("open", "DETACHED closed", operation, "REPLICAS", true);
        doReturn(Optional.of(scene)).when(scenes).of(any(), any());
    }

    @Test
    void forgetsWhatItKnewOfAHostThatNobodySeesAgain() {
        is("closed", "DETACHED closed");
        isOn("uranus");
        acts.see("shop", "uranus");
        Cluster before = clusters.find("shop").orElseThrow();
        Cluster without = new Cluster("shop", before.databases(), List.of(new Member("mercury", Role.SOURCE)), before.policy(), "repl", null,
                before.createdAt());
        when(clusters.find("shop")).thenReturn(Optional.of(without));

        acts.see("shop", "mercury");

        assertThat(notes.of("shop")).isEmpty();
    }

    @Test
    void forgetsWhatItOwedWhenTheRouteIsTakenOut() {
        is("open", "DETACHED open");
        isOn("uranus");
        acts.see("shop", "uranus");
        when(routes.of("shop")).thenReturn(List.of());
        acts.see("shop", "mercury");
        assertThat(notes.of("shop")).isEmpty();

        moves(false);
        isOn();
        is("open", "DETACHED closed");
        acts.see("shop", "mercury");

        verify(addresses, never()).giveBack(any(), any(), any(), any());
    }
}
