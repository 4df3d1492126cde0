package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import understudy.mysql.Server;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.topology.Cluster;
import understudy.topology.Member;
import understudy.topology.Policy;

/** The danger: a watch that ends by somebody else's error, and a host that nobody looks at any more. */
class HostWatchTests {

    private static final MonitorSettings OFTEN = new MonitorSettings(Duration.ofMillis(20), Duration.ofSeconds(1),
            Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Semaphore looks = new Semaphore(0);
    private final Reach broken = new Reach() {
        @Override
        public HostConnection host(String hostName) {
            looks.release();
            throw new IllegalStateException("the store is gone");
        }

        @Override
        public Server server(String hostName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(String hostName) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void goesOnWhenAListenerFails() throws InterruptedException {
        Board board = new Board(Clock.systemUTC(), OFTEN, new DeafEars() {
            @Override
            public void state(ClusterState state) {
                throw new IllegalStateException("a listener failed");
            }
        }, new KeptMemory());
        Cluster shop = new Cluster("shop", List.of("shop"), List.of(new Member("mercury", Member.Role.SOURCE)), Policy.DEFAULT, "repl",
                null, Instant.EPOCH);
        board.declare(List.of(), List.of(shop));
        HostWatch watch = new HostWatch("mercury", broken, OFTEN, Clock.systemUTC(), board, () -> { });
        Thread thread = Thread.ofVirtual().start(watch);

        assertThat(looks.tryAcquire(3, 30, TimeUnit.SECONDS)).as("looks again and again").isTrue();

        watch.stop();
        thread.join();
    }
}
