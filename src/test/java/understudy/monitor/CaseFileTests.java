package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.monitor.Looks.NOON;
import static understudy.monitor.Looks.UUID;
import static understudy.monitor.Looks.look;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.Member;
import understudy.topology.Member.Role;

/** From looks that come in one by one to a diagnosis, and to the events that others act on. */
class CaseFileTests {

    private static final MonitorSettings HOW = new MonitorSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
            Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofHours(1));
    private static final String OTHER = "22222222-2222-2222-2222-222222222222";

    private Instant now = NOON.plusSeconds(100);
    private final List<String> told = new ArrayList<>();
    private final List<String> troubled = new ArrayList<>();
    private final Board board = new Board(((InstantSource) () -> now).withZone(ZoneOffset.UTC), HOW, new DeafEars() {
        @Override
        public void diagnosed(DiagnosisChanged change) {
            told.add(change.now().verdict() + (change.now().leadsToFailover() ? " leads" : ""));
        }

        @Override
        public void troubled(String cluster) {
            troubled.add(cluster);
        }
    }, new KeptMemory());

    @BeforeEach
    void isWell() {
        board.declare(List.of(host("mercury", "10.0.0.1"), host("uranus", "10.0.0.2")), List.of(Cluster.declared("shop", List.of("shop"),
                List.of(new Member("mercury", Role.SOURCE), new Member("uranus", Role.REPLICA)), NOON)));
        board.accept(new Sighting.Seen("mercury", look(0, "")));
        board.accept(uranus(500, ReplicaThread.State.RUNNING, null));
        told.clear();
    }

    @Test
    void isWellBeforeAnythingHappens() {
        assertThat(diagnosis().verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(troubled).isEmpty();
    }

    @Test
    void tellsOnceThatAKilledServerJustifiesAFailover() {
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.GONE, false, null, null));
        board.accept(uranus(1_100, ReplicaThread.State.CONNECTING, 600L));
        board.accept(uranus(1_600, ReplicaThread.State.CONNECTING, 1_100L));

        assertThat(told).containsExactly("SUSPECTED", "SERVER_DEAD", "SERVER_DEAD leads");
        assertThat(troubled).isNotEmpty();
    }

    @Test
    void doesNotCountWhatAReplicaSaidBeforeTheSourceWasLost() {
        board.accept(uranus(900, ReplicaThread.State.CONNECTING, null));
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.GONE, false, null, null));

        assertThat(diagnosis().leadsToFailover()).isFalse();
        assertThat(diagnosis().whyNot()).contains("takes a moment");
    }

    @Test
    void believesAReceiverThatIsOnButSilent() {
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.STOPPED, true, null, null));
        board.accept(uranus(2_000, ReplicaThread.State.RUNNING, 2_900L));
        assertThat(diagnosis().whyNot()).contains("uranus still hears it");

        board.accept(uranus(2_500, ReplicaThread.State.RUNNING, 3_400L));
        assertThat(diagnosis().leadsToFailover()).isTrue();
    }

    @Test
    void believesAReceiverThatNeverHeardAnything() {
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.STOPPED, true, null, null));
        board.accept(uranus(3_900, ReplicaThread.State.RUNNING, null));
        assertThat(diagnosis().leadsToFailover()).isFalse();

        board.accept(uranus(4_100, ReplicaThread.State.RUNNING, null));
        assertThat(diagnosis().leadsToFailover()).isTrue();
    }

    @Test
    void takesNoSilenceForALossWhereHeartbeatsAreRareOrNone() {
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.STOPPED, true, null, null));
        board.accept(uranus(9_000, ReplicaThread.State.RUNNING, 50_000L, 30_000));
        assertThat(diagnosis().leadsToFailover()).isFalse();

        board.accept(uranus(9_500, ReplicaThread.State.RUNNING, 500_000L, 0));
        assertThat(diagnosis().leadsToFailover()).isFalse();
    }

    @Test
    void asksNobodyAboutAServerThatRefusesThePanel() {
        board.accept(lost(1_000, true));

        assertThat(diagnosis().verdict()).isEqualTo(Verdict.SERVER_REFUSES);
        assertThat(troubled).isEmpty();
    }

    @Test
    void forgetsTheFaultWhenTheSourceAnswersAgain() {
        board.accept(lost(1_000, false));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_050), HostAnswer.Process.GONE, false, null, null));
        board.accept(new Sighting.Seen("mercury", look(3_000, "")));
        board.accept(lost(9_000, false));

        assertThat(diagnosis().verdict()).as("its host has to be asked anew").isEqualTo(Verdict.SUSPECTED);
    }

    @Test
    void takesNoSwitchoverForTwoWriters() {
        board.accept(new Sighting.Seen("uranus", look(2_000, "")));
        assertThat(diagnosis().verdict()).as("mercury was last looked at before that").isNotEqualTo(Verdict.SPLIT_BRAIN);

        board.accept(new Sighting.Seen("mercury", look(3_000, "")));
        assertThat(diagnosis().verdict()).as("and still takes writes after it").isEqualTo(Verdict.SPLIT_BRAIN);
    }

    @Test
    void givesTheSourceAMinuteWhenAllWereGoneAndTheReplicaIsBackFirst() {
        board.accept(lost(1_000, false));
        board.accept(uranusLost(1_100));
        now = NOON.plusSeconds(110);
        board.accept(uranusLost(10_000));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusSeconds(11), HostAnswer.Process.GONE, false, null, null));
        board.accept(uranus(12_000, ReplicaThread.State.CONNECTING, null));
        assertThat(diagnosis().whyNot()).contains("a minute to appear");

        now = NOON.plusSeconds(171);
        board.accept(uranus(71_000, ReplicaThread.State.CONNECTING, null));
        assertThat(diagnosis().leadsToFailover()).isTrue();
    }

    @Test
    void takesOneLookInVainAtTheReplicaForNoPowerCut() {
        board.accept(lost(1_000, false));
        board.accept(uranusLost(1_100));
        board.hostAnswered("shop", new HostAnswer.Told(NOON.plusMillis(1_200), HostAnswer.Process.GONE, false, null, null));
        now = NOON.plusSeconds(102);
        board.accept(uranus(2_000, ReplicaThread.State.CONNECTING, null));

        assertThat(diagnosis().leadsToFailover()).isTrue();
    }

    private static Sighting uranusLost(long millis) {
        return new Sighting.NotSeen("uranus", NOON.plusMillis(millis), Finding.warning("ServerUnreachable", "uranus", "No answer.", ""), false,
                false, null);
    }

    private Diagnosis diagnosis() {
        return board.cluster("shop").orElseThrow().diagnosis();
    }

    private static Host host(String name, String address) {
        return new Host(name, address, 22, "deploy", 3306, null, address, "ssh-ed25519", "SHA256:x", true, null, "sealed", null, NOON);
    }

    private static Sighting lost(long millis, boolean lives) {
        return new Sighting.NotSeen("mercury", NOON.plusMillis(millis),
                Finding.warning("ServerUnreachable", "mercury", "No answer.", ""), true, lives, look(0, ""));
    }

    private static Sighting uranus(long millis, ReplicaThread.State receiver, @Nullable Long silentMillis) {
        return uranus(millis, receiver, silentMillis, 1_000);
    }

    private static Sighting uranus(long millis, ReplicaThread.State receiver, @Nullable Long silentMillis, long heartbeatMillis) {
        Instant at = NOON.plusMillis(millis);
        ReplicaThread applier = new ReplicaThread(ReplicaThread.State.RUNNING, 0, "");
        ReplicaStatus follows = new ReplicaStatus("10.0.0.1", 3306, UUID, new ReplicaThread(receiver, 0, ""), applier, true, null,
                GtidSet.empty(), GtidSet.empty(), null, null, 0, Map.of());
        return new Sighting.Seen("uranus", new Look(at, at.plusMillis(10), false, "9.7.4", OTHER, GtidSet.empty(), null, follows,
                null, null, Map.of(), null, null, null, 0, silentMillis, heartbeatMillis));
    }
}
