package understudy.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.remote.HostConnection;
import understudy.remote.HostKeyChanged;
import understudy.remote.HostUnreachable;
import understudy.remote.LoginRefused;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

class LineTests {

    private static final Finding FINDING = Finding.blocker("Why", "mercury", "because", "");

    private final HandClock clock = new HandClock();
    private final Line line = new Line(clock, () -> 0.0);
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void keepsASessionUntilItIsLost() {
        FakeSession first = (FakeSession) line.session(this::connects);
        assertThat(line.session(this::connects)).isSameAs(first);

        first.open = false;

        assertThat(line.session(this::connects)).isNotSameAs(first);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void sharesOneAttemptAmongCallersAtTheSameTime() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> line.session(() -> {
                await(slow);
                return connects();
            }))).toList();
            slow.countDown();
            HostConnection shared = callers.getFirst().get();
            for (var caller : callers) {
                assertThat(caller.get()).isSameAs(shared);
            }
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void repeatsTheLastFailureUntilTheNextAttemptIsDue() {
        assertFails(new HostUnreachable(FINDING));
        clock.pass(Duration.ofMillis(499));
        assertFails(new HostUnreachable(FINDING));
        assertThat(attempts).hasValue(1);

        clock.pass(Duration.ofMillis(1));
        assertFails(new HostUnreachable(FINDING));
        assertThat(attempts).hasValue(2);

        clock.pass(Duration.ofMillis(499));
        assertFails(new HostUnreachable(FINDING));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void waitsLongAfterARefusedLoginBecauseSshdLocksOutWhoFailsOften() {
        assertFails(new LoginRefused(FINDING));
        clock.pass(Duration.ofSeconds(29));
        assertFails(new LoginRefused(FINDING));
        assertThat(attempts).hasValue(1);

        clock.pass(Duration.ofSeconds(1));
        assertThat(line.session(this::connects)).isNotNull();
    }

    @Test
    void neverTriesAHostAgainByItselfWhoseKeyChanged() {
        assertFails(new HostKeyChanged(FINDING));
        clock.pass(Duration.ofDays(1000));
        assertFails(new HostKeyChanged(FINDING));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void startsOverWithShortPausesAfterASuccess() {
        for (int i = 0; i < 10; i++) {
            assertFails(new HostUnreachable(FINDING));
            clock.pass(Duration.ofMinutes(1));
        }
        ((FakeSession) line.session(this::connects)).open = false;
        assertFails(new HostUnreachable(FINDING));
        clock.pass(Duration.ofMillis(500));

        assertThat(line.session(this::connects)).isNotNull();
    }

    @Test
    void makesNoSessionAfterItWasClosedEvenWhenOneWasUnderWay() {
        assertThat(line.session(() -> {
            line.close();
            return connects();
        })).isNull();
        assertThat(line.session(this::connects)).isNull();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void spreadsThePausesOfManyHosts() {
        Problem failure = new HostUnreachable(FINDING);
        assertThat(Pause.after(failure, 0, 1)).isEqualTo(Duration.ofMillis(750));
        assertThat(Pause.after(failure, 60, 0)).as("a host that returns is seen at once, however long it was away").isEqualTo(Duration.ofMillis(500));
    }

    private void assertFails(Problem failure) {
        assertThatThrownBy(() -> line.session(() -> {
            attempts.incrementAndGet();
            throw failure;
        })).isInstanceOf(failure.getClass());
    }

    private HostConnection connects() {
        attempts.incrementAndGet();
        return new FakeSession();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class FakeSession implements HostConnection {
        private volatile boolean open = true;

        @Override
        public <R> R run(RemoteCommand<R> command) {
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
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
