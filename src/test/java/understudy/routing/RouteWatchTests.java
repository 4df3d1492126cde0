package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** The danger: what was green once stays green, and what nobody has looked at is. */
class RouteWatchTests {

    private static final Route GATE = new Route.DatabaseYmls("shop", List.of(), null, null);

    private final Clusters clusters = mock(Clusters.class);
    private final Routes routes = mock(Routes.class);
    private final Legs legs = mock(Legs.class);
    private final Operations operations = mock(Operations.class);
    private final RouteWatch watch = new RouteWatch(clusters, routes, legs, operations);

    private static Cluster cluster(String name, String source, String replica) {
        return Cluster.declared(name, List.of(name),
                List.of(new Member(source, Member.Role.SOURCE), new Member(replica, Member.Role.REPLICA)), Instant.EPOCH);
    }

    @BeforeEach
    void hasAShopWhoseSourceIsMercury() {
        sourceIs("mercury", "uranus");
        when(operations.running(any())).thenReturn(Optional.empty());
        when(routes.of("shop")).thenReturn(List.of(GATE));
        when(legs.of(any())).thenReturn(List.of(new FakeLeg("mercury", false, () -> new Leg.Standing.There("it is there"), () -> { })));
    }

    private void sourceIs(String source, String replica) {
        Cluster shop = cluster("shop", source, replica);
        when(clusters.all()).thenReturn(List.of(shop));
        when(clusters.get("shop")).thenReturn(shop);
    }

    @Test
    void looksAtAllTheOthersWhereOneClusterCantBeLookedAt() {
        Cluster broken = cluster("broken", "pluto", "charon");
        List<Cluster> both = List.of(broken, clusters.get("shop"));
        when(clusters.all()).thenReturn(both);
        when(clusters.get("broken")).thenReturn(broken);
        when(routes.of("broken")).thenThrow(new IllegalStateException("unreadable"));
        when(legs.of(any())).thenReturn(List.of(new FakeLeg("mercury", false, () -> new Leg.Standing.Elsewhere("it is elsewhere"), () -> { })));

        watch.look();

        assertThat(watch.of("broken")).extracting(Finding::code).containsExactly("RouteUnseen");
        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteElsewhere");
    }

    @Test
    void saysThatNothingIsKnownBeforeItsFirstLook() {
        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteUnseen");

        watch.look(false);

        assertThat(watch.of("shop")).isEmpty();
    }

    @Test
    void forgetsWhatItSawOnceTheSourceOrTheRoutesAreOthers() {
        watch.look();
        sourceIs("uranus", "mercury");

        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteUnseen");

        watch.look(false);
        assertThat(watch.of("shop")).isEmpty();

        when(routes.of("shop")).thenReturn(List.of(GATE, new Route.Hook("gate", "/gate", "mercury", 1_000)));
        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteUnseen");
    }

    @Test
    void saysThatNothingFollowsWhereNoRouteIsDeclared() {
        when(routes.of("shop")).thenReturn(List.of());

        assertThat(watch.of("shop", "uranus")).as("before its first look").singleElement().satisfies(RouteWatchTests::informsThatNothingFollows);
        watch.look();
        assertThat(watch.of("shop", "uranus")).singleElement().satisfies(RouteWatchTests::informsThatNothingFollows);

        when(routes.of("shop")).thenReturn(List.of(GATE));
        watch.look(false);
        assertThat(watch.of("shop")).isEmpty();
    }

    private static void informsThatNothingFollows(Finding found) {
        assertThat(found.code()).isEqualTo("RoutesMissing");
        assertThat(found.severity()).as("that alone isn't amber").isEqualTo(Severity.INFO);
        assertThat(found.message()).isEqualTo("Nothing follows mercury: this cluster has no routes, so a promotion changes the databases alone.");
    }

    @Test
    void looksAtNobodyWhileAnOperationIsAtWork() {
        operationIs(OperationStatus.RUNNING);

        watch.look();

        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteUnseen");
    }

    @Test
    void looksOnWhileAnOperationWaitsForSomebody() {
        watch.look();
        operationIs(OperationStatus.WAITING);
        when(legs.of(any())).thenReturn(List.of(new FakeLeg("mercury", false, () -> new Leg.Standing.Elsewhere("it is elsewhere"), () -> { })));

        watch.look();

        assertThat(watch.of("shop")).extracting(Finding::code).containsExactly("RouteElsewhere");
    }

    private void operationIs(OperationStatus state) {
        OperationView operation = mock(OperationView.class);
        when(operation.state()).thenReturn(state);
        when(operations.running("shop")).thenReturn(Optional.of(operation));
    }

    @Test
    void tellsWhatWouldBeWrongThereOnlyWhereThatReplicaIsTheCandidate() {
        Finding locked = Finding.blocker("ApplicationAccountMissing", "uranus", "There is no account.", "Make it.");
        FakeLeg ahead = new FakeLeg("mercury", false, () -> new Leg.Standing.Elsewhere("x"), () -> { });
        ahead.foreseen = List.of(locked);
        when(legs.of(argThat(move -> move != null && move.to().equals("uranus")))).thenReturn(List.of(ahead));

        watch.look();

        assertThat(watch.of("shop")).isEmpty();
        assertThat(watch.of("shop", "uranus")).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("ApplicationAccountMissing");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void showsHowTheFileWouldHaveToChange() {
        when(legs.of(any())).thenReturn(List.of(new FakeLeg("mercury", false,
                () -> new Leg.Standing.Elsewhere("it is elsewhere", "@@ -1 +1 @@\n-  host: a\n+  host: b"), () -> { })));

        watch.look();

        assertThat(watch.of("shop")).singleElement().satisfies(found ->
                assertThat(found.evidence()).containsEntry("change", "@@ -1 +1 @@\n-  host: a\n+  host: b").containsEntry("source", "mercury"));
    }
}
