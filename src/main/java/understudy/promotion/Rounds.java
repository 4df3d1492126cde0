package understudy.promotion;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that does the same again and again, after each pause or as soon as it is woken, until it is told to stop. */
final class Rounds {

    private final String name;
    private final Duration pause;
    private final Runnable round;
    private final Semaphore wanted = new Semaphore(0);
    private volatile @Nullable Thread going;

    /** @param round must not throw */
    Rounds(String name, Duration pause, Runnable round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    void start() {
        Thread starting = Thread.ofVirtual().name(name).unstarted(() -> {
            while (going != null && rested()) {
                round.run();
            }
        });
        going = starting;
        starting.start();
    }

    /** The next round begins now. */
    void wake() {
        wanted.release();
    }

    private boolean rested() {
        try {
            if (wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wanted.drainPermits();
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void stop() {
        Thread ending = going;
        going = null;
        if (ending != null) {
            ending.interrupt();
        }
    }

    boolean going() {
        return going != null;
    }
}
