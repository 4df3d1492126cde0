package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.reach.Reach;
import understudy.replication.Notes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

class LegsTests {

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Leg hanging = new FakeLeg("mercury", false, () -> new Leg.Standing.There("x"), this::hang);
    private final Leg quick = new FakeLeg("uranus", false, () -> new Leg.Standing.There("x"), () -> { });

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException told) {
            ended.countDown();
        }
    }

    private static Leg moved(Leg leg) {
        leg.move(new Notes());
        return leg;
    }

    @Test
    void waitsNoLongerThanItsLimitAndTellsWhoHangs() throws InterruptedException {
        List<Legs.Ended<Leg>> all = Legs.each(List.of(hanging, quick), LegsTests::moved, Duration.ofMillis(300));

        assertThat(all.getFirst().problem()).map(Finding::code).contains("RouteTooSlow");
        assertThat(all.getLast().answer()).contains(quick);
        // what hangs is told to end, so that it doesn't get in the way of the next try
        ended.await();
    }

    @Test
    void waitsNoLongerOnceItIsCancelled() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean(true);

        List<Legs.Ended<Leg>> all = Legs.each(List.of(hanging, quick), LegsTests::moved, Duration.ofHours(1), cancelled::get);

        assertThat(all.getFirst().problem()).map(Finding::code).contains("RouteInterrupted");
        ended.await();
    }

    @Test
    void throwsForNoRouteThoughNothingIsKnownOfTheSource() {
        Clusters clusters = mock(Clusters.class);
        Hosts hosts = mock(Hosts.class);
        when(clusters.get("shop")).thenReturn(mock(Cluster.class));
        when(hosts.get("gone")).thenThrow(new Problem(Finding.blocker("HostUnknown", "gone", "There is no host gone.", "Add it.")));
        Legs legs = new Legs(clusters, hosts, mock(Applications.class), mock(Reach.class), mock(FilesLegs.class), mock(BalancerKnock.class),
                new RoutingSettings(Path.of("/etc/understudy/hooks")));

        List<Leg> found = legs.of(new RouteMove("shop", "mercury", "gone",
                List.of(new Route.Hook("gate", "/gate", null, 1_000), new Route.VirtualIp("address", "192.168.178.50/24", false))));

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().look()).isInstanceOfSatisfying(Leg.Standing.Stuck.class,
                stuck -> assertThat(stuck.finding().code()).isEqualTo("HostUnknown"));
    }

    @Test
    void letsThoseRestThatNeitherAreTheSourceNorFollowIt() {
        Clusters clusters = mock(Clusters.class);
        when(clusters.find("shop")).thenReturn(Optional.of(Cluster.declared("shop", List.of("shop"), List.of(
                new Member("mercury", Member.Role.SOURCE), new Member("uranus", Member.Role.REPLICA), new Member("saturn", Member.Role.DETACHED),
                new Member("pluto", Member.Role.UNUSABLE)), Instant.EPOCH)));
        Legs legs = new Legs(clusters, mock(Hosts.class), mock(Applications.class), mock(Reach.class), mock(FilesLegs.class), mock(BalancerKnock.class),
                new RoutingSettings(Path.of("/etc/understudy/hooks")));

        assertThat(legs.resting(new RouteMove("shop", "mercury", "uranus", List.of()))).containsExactly("saturn", "pluto");
    }

    @Test
    void saysWhichAddressNoApplicationElsewhereCouldUse() {
        for (String address : new String[] {"localhost", "fe80::1%eth0", "käse.example"}) {
            assertThatThrownBy(() -> Legs.target(at(address))).isInstanceOf(Problem.class).hasMessageContaining(address);
        }
        assertThat(Legs.target(at("10.0.0.1")).host()).isEqualTo("10.0.0.1");
    }

    private static Host at(String address) {
        return new Host("mercury", "10.0.0.9", 22, "deploy", 3306, null, address, "ssh-ed25519", "SHA256:x", true, null, null, null,
                Instant.EPOCH);
    }
}
