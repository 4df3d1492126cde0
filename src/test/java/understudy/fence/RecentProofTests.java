package understudy.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.mysql.Server;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.HostUnreachable;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;
import understudy.fence.DeathProof.Verdict;
import understudy.store.MovableClock;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** The danger: an old silence stands for a source that lives again; or writers wait twice for the same silence. */
class RecentProofTests {

    private static final List<String> WITNESSES = List.of("uranus");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final SilentSource world = new SilentSource();
    private final HostDoor door = new HostDoor(world, clock);
    private final RecentProof proof = new RecentProof(new DeathProof(door, world), door, clock);

    private Verdict anew() {
        return proof.anew("mercury", ServerPlace.UNKNOWN, WITNESSES);
    }

    private Verdict momentsOld(List<String> witnesses) {
        return proof.momentsOld("mercury", ServerPlace.UNKNOWN, witnesses);
    }

    @Test
    void letsASilenceOfThisMomentStand() {
        Verdict first = anew();
        int asked = world.asked.get();
        clock.pass(Duration.ofMillis(2_900));

        assertThat(first).isInstanceOf(Verdict.OutOfReach.class);
        assertThat(momentsOld(WITNESSES)).isEqualTo(first);
        assertThat(world.asked).hasValue(asked);
    }

    @Test
    void provesAnewWhatIsThreeSecondsOld() {
        anew();
        world.greets = true;
        clock.pass(Duration.ofSeconds(3));

        assertThat(momentsOld(WITNESSES)).isInstanceOf(Verdict.Alive.class);
    }

    @Test
    void provesAnewWhenOtherWitnessesAreNamed() {
        anew();
        world.greets = true;

        assertThat(momentsOld(List.of("uranus", "neptune"))).isInstanceOf(Verdict.Alive.class);
    }

    @Test
    void provesAnewWhenTheHostIsNoLongerHeldForSilent() {
        anew();
        world.greets = true;
        door.forget("mercury");

        assertThat(momentsOld(WITNESSES)).isInstanceOf(Verdict.Alive.class);
    }

    @Test
    void keepsNoProofThatFoundTheSourceAlive() {
        world.greets = true;
        anew();
        world.greets = false;

        assertThat(momentsOld(WITNESSES)).isInstanceOf(Verdict.OutOfReach.class);
    }

    /** Mercury's host gives no answer; the others say whether its server greets them. */
    private static final class SilentSource implements Reach, Hosts, HostConnection {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean greets;

        @Override
        public HostConnection host(String hostName) {
            asked.incrementAndGet();
            if (hostName.equals("mercury")) {
                throw new HostUnreachable(Finding.blocker("HostUnreachable", hostName, "No answer.", "Look."));
            }
            return this;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> R run(RemoteCommand<R> command) {
            return (R) (greets ? Greeting.GREETS : Greeting.SILENT);
        }

        @Override
        public Host get(String name) {
            return new Host(name, "192.0.2.1", 22, "deploy", 3306, null, "192.0.2.1", "ssh-ed25519", "SHA256:x", true, null, "sealed",
                    null, Instant.EPOCH);
        }

        @Override
        public Server server(String hostName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(String hostName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RunningCommand start(RemoteCommand<?> command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket tunnel(String address, int port, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public Optional<Host> find(String name) {
            return Optional.of(get(name));
        }

        @Override
        public List<Host> all() {
            return List.of();
        }

        @Override
        public void add(Host host) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(Host host) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
