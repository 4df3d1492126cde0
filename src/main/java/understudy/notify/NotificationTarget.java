package understudy.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told, as shown.
 *
 * @param name unique, as the admin calls it
 * @param createdBy who added it
 * @param waiting messages that are not delivered yet and will be tried again
 * @param last how the last try ended, or null when there was none
 */
public record NotificationTarget(String name, Way way, Instant createdAt, String createdBy, int waiting, @Nullable LastTry last) {

    /**
     * How a try ended.
     *
     * @param delivered whether the other side took it
     * @param said its words, or why it didn't, in short
     */
    public record LastTry(Instant at, boolean delivered, String said) {
    }
}
