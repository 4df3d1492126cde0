package understudy.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of one cluster, numbered, as many as fit. Each listener asks for what came after the last it has; so a slow
 * one slows nobody, and one that comes back goes on where it was, as long as that is still remembered.
 */
final class ClusterFeed {

    private static final int MOST = 512;

    private final Deque<FeedEvent> latest = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final String series;
    private long last;
    private boolean closed;

    /** @param series of numbers: another one after each start of the panel, so that old numbers mean nothing */
    ClusterFeed(String series) {
        this.series = series;
    }

    void add(String name, Supplier<Object> data) {
        lock.lock();
        try {
            latest.addLast(new FeedEvent(++last, name, data));
            if (latest.size() > MOST) {
                latest.removeFirst();
            }
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the newest event; 0 before the first. */
    long newest() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Events after this number, waiting for one at most this long; empty when none came. */
    List<FeedEvent> after(long number, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (last <= number && left > 0 && !closed) {
                left = added.awaitNanos(left);
            }
            return latest.stream().filter(event -> event.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The panel stops: nobody waits any longer. */
    void close() {
        lock.lock();
        try {
            closed = true;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything after this number is still there. */
    boolean remembers(long number) {
        lock.lock();
        try {
            return number <= last && (latest.isEmpty() ? number == last : number >= latest.getFirst().number() - 1);
        } finally {
            lock.unlock();
        }
    }

    /** The id that a listener sees and may come back with. */
    String id(long number) {
        return series + "-" + number;
    }

    /** Where to go on for a listener that comes back with this id; negative when it must be told everything. */
    long resumeAfter(@Nullable String id) {
        if (id == null || !id.matches(series + "-[0-9]{1,18}")) {
            return -1;
        }
        long number = Long.parseLong(id.substring(series.length() + 1));
        return remembers(number) ? number : -1;
    }
}
