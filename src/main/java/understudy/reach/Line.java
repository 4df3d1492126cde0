package understudy.reach;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import understudy.finding.Problem;
import understudy.remote.HostConnection;

/**
 * The way to one host: its kept session, or why there is none and when the next attempt may be made. Callers at the same time
 * share one attempt, and those who come before the next is due get the last one's failure at once.
 */
final class Line {

    private final Clock clock;
    private final Supplier<Double> jitter;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable HostConnection> kept = new AtomicReference<>();
    private volatile boolean closed;
    private @Nullable Problem lastFailure;
    private Instant nextAttempt = Instant.MIN;
    private int failures;

    Line(Clock clock, Supplier<Double> jitter) {
        this.clock = clock;
        this.jitter = jitter;
    }

    /** The open session, made by {@code connect} when there is none; null when this line was closed. */
    @Nullable HostConnection session(Supplier<HostConnection> connect) {
        HostConnection open = open();
        if (open != null) {
            return open;
        }
        lock.lock();
        try {
            HostConnection meanwhile = open();
            return meanwhile != null ? meanwhile : closed ? null : attempt(connect);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session; this line makes no other. Doesn't wait for an attempt under way, which then comes to nothing. */
    void close() {
        closed = true;
        drop();
    }

    private @Nullable HostConnection open() {
        HostConnection session = kept.get();
        return session != null && session.isOpen() ? session : null;
    }

    private @Nullable HostConnection attempt(Supplier<HostConnection> connect) {
        drop();
        if (lastFailure != null && clock.instant().isBefore(nextAttempt)) {
            throw lastFailure;
        }
        try {
            HostConnection made = connect.get();
            kept.set(made);
            lastFailure = null;
            failures = 0;
        } catch (Problem e) {
            lastFailure = e;
            Duration pause = Pause.after(e, failures++, jitter.get());
            nextAttempt = pause.equals(Pause.FOR_EVER) ? Instant.MAX : clock.instant().plus(pause);
            throw e;
        }
        if (closed) {
            drop();
            return null;
        }
        return kept.get();
    }

    private void drop() {
        HostConnection old = kept.getAndSet(null);
        if (old != null) {
            old.close();
        }
    }
}
