package understudy.whole;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import understudy.lab.LabHost;

/**
 * Asks one server every few milliseconds, past the panel, whether it takes writes. Knows nothing of a time in which no answer came:
 * a server that is frozen, restarts or is cut off ends the stretch, and a new one begins with the first answer after it.
 */
final class DoorWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(3);
    /** An answer that took longer says nothing about the time that it took. */
    private static final Duration LATE = Duration.ofMillis(250);

    private final LabHost host;
    private final List<OpenStretch> stretches = new ArrayList<>();
    private final Thread thread;
    private @Nullable OpenStretch current;
    private volatile boolean closing;
    private long looks;
    private long longestGap;
    private long lastAnswered;

    DoorWatch(LabHost host) {
        this.host = host;
        this.thread = Thread.ofPlatform().daemon().name("door-watch-" + host.name()).unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** Every stretch in which it surely took writes, the running one too. */
    synchronized List<OpenStretch> open() {
        List<OpenStretch> all = new ArrayList<>(stretches);
        if (current != null) {
            all.add(current);
        }
        return all;
    }

    /** How many answers came. */
    synchronized long looks() {
        return looks;
    }

    synchronized String told() {
        return host.name() + ": " + looks + " looks, the longest time without one " + TimeUnit.NANOSECONDS.toMillis(longestGap) + " ms";
    }

    private void watch() {
        while (!closing) {
            try (Connection server = host.jdbc()) {
                server.setNetworkTimeout(Runnable::run, (int) LATE.toMillis());
                watch(server);
            } catch (SQLException away) {
                unseen();
                rest();
            }
        }
    }

    private void watch(Connection server) throws SQLException {
        while (!closing) {
            long asked = System.nanoTime();
            boolean open = TwoOpenWatch.isOpen(server);
            answered(open, asked, System.nanoTime());
            rest();
        }
    }

    private synchronized void answered(boolean open, long asked, long answered) {
        longestGap = lastAnswered == 0 ? 0 : Math.max(longestGap, answered - lastAnswered);
        lastAnswered = answered;
        looks++;
        if (!open || answered - asked > LATE.toNanos()) {
            unseen();
        } else {
            current = current == null ? OpenStretch.of(asked, answered) : current.until(asked, answered);
        }
    }

    private synchronized void unseen() {
        if (current != null) {
            stretches.add(current);
            current = null;
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
