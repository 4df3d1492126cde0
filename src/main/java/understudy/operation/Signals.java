package understudy.operation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What others tell a running operation. They wake it while it waits, and never interrupt it while a step acts. */
class Signals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean cancel;
    private boolean stop;
    private boolean lost;
    private int given;
    private int heard;

    /** The admin wants it to end. */
    void cancel() {
        set(() -> cancel = true);
    }

    /** The panel stops. */
    void stop() {
        set(() -> stop = true);
    }

    /** Another runner has the lease. */
    void lost() {
        set(() -> lost = true);
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            given++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The admin's wish came too late, or is being followed: nobody is to hear of it any more. */
    void forgetCancel() {
        set(() -> cancel = false);
    }

    boolean cancelAsked() {
        return read(() -> {
            heard = given;
            return cancel;
        });
    }

    boolean stopAsked() {
        return read(() -> stop || lost);
    }

    /** Whether a step had better come to its end. */
    boolean stepShouldEnd() {
        return read(() -> cancel || lost);
    }

    private boolean read(BooleanSupplier value) {
        lock.lock();
        try {
            return value.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless there is or comes a signal that {@link #cancelAsked} has not told yet. */
    void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && given == heard && !stop && !lost) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // nobody interrupts a runner but a virtual machine that ends: then it is to stop
            Thread.currentThread().interrupt();
            stop = true;
        } finally {
            lock.unlock();
        }
    }
}
