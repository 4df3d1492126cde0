package understudy.replication;

import java.time.Duration;

/** A pause between two looks. */
final class Nap {

    private Nap() {
    }

    static void of(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
