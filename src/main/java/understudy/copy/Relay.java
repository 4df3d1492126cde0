package understudy.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import understudy.operation.Journal;
import understudy.remote.RunningCommand;

/**
 * Carries the output of a command on one host to the input of a command on another, with one buffer and so at the pace of the
 * slower. Whoever runs it is told how far it is and can stop it even while both ends are silent.
 */
final class Relay {

    private static final int BUFFER = 1 << 18;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final CopyJob job;
    private final Journal journal;
    private final AtomicLong carried = new AtomicLong();
    private final LongSupplier done;

    /** Progress is what was carried. */
    Relay(CopyJob job, Journal journal) {
        this.job = job;
        this.journal = journal;
        this.done = carried::get;
    }

    /** @param done what progress is, where what is carried is smaller than what it stands for */
    Relay(CopyJob job, Journal journal, LongSupplier done) {
        this.job = job;
        this.journal = journal;
        this.done = done;
    }

    /** Sees each piece as it passes. */
    interface Passing {
        void pass(byte[] buffer, int length) throws IOException;
    }

    /**
     * Carries everything; closes {@code to}'s input at the end.
     *
     * @param total estimated, or null
     * @return whether an end broke off, so that the commands have to say why
     */
    boolean carry(RunningCommand from, RunningCommand to, Passing watch, @Nullable Long total) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> carrying = threads.submit(() -> carryAll(from.stdout(), to.stdin(), watch));
            try {
                return await(carrying, total);
            } catch (RuntimeException stopped) {
                from.close();
                to.close();
                throw stopped;
            }
        }
    }

    private boolean await(Future<Boolean> carrying, @Nullable Long total) {
        long last = 0;
        int quiet = 0;
        while (true) {
            try {
                boolean broke = carrying.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                progress(total);
                return broke;
            } catch (TimeoutException underWay) {
                quiet = carried.get() == last ? quiet + 1 : 0;
                last = carried.get();
                progress(total);
                stopWhenAsked(quiet);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw CopyFindings.cancelled(job);
            } catch (ExecutionException bug) {
                throw new IllegalStateException("carrying a dump", bug.getCause());
            }
        }
    }

    private void stopWhenAsked(int quiet) {
        if (journal.cancelled()) {
            throw CopyFindings.cancelled(job);
        }
        if (LOOK.multipliedBy(quiet).compareTo(PATIENCE) > 0) {
            throw CopyFindings.stalled(job);
        }
    }

    private void progress(@Nullable Long total) {
        long now = done.getAsLong();
        journal.progress(now, total == null ? null : Math.max(total, now));
    }

    private boolean carryAll(InputStream from, OutputStream to, Passing watch) {
        byte[] buffer = new byte[BUFFER];
        try (to) {
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                watch.pass(buffer, length);
                to.write(buffer, 0, length);
                carried.addAndGet(length);
            }
            return false;
        } catch (IOException broken) {
            // which end broke, and why, is for the commands themselves to say
            return true;
        }
    }
}
