package understudy.replication;

import java.time.Duration;

/** A pause between two looks. */
public final class Pause {

    private Pause() {
    }

    /** Sleeps; false when the thread was told to stop, which stays known. */
    public static boolean of(Duration length) {
        try {
            Thread.sleep(length);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
