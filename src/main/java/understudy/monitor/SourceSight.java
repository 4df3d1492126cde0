package understudy.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the panel itself sees of the source's server. */
sealed interface SourceSight {

    /** Nobody has looked yet. */
    record Unlooked() implements SourceSight {
    }

    /**
     * It answers questions.
     *
     * @param closedSince since when it refuses writes, or null when it takes them
     * @param writeWaitsSince since when the panel's own write has waited for its end, or null when none waits
     */
    record Answers(Instant at, @Nullable Instant closedSince, @Nullable Instant writeWaitsSince) implements SourceSight {
    }

    /**
     * It gives no answer.
     *
     * @param since when the first failed look ended
     * @param looks how many failed since then
     * @param lastSeen when it last answered; null when this panel has never seen it
     * @param why in the words of the last failed look
     * @param lives whether the failure itself proves that the server lives
     */
    record Lost(Instant since, int looks, @Nullable Instant lastSeen, String why, boolean lives) implements SourceSight {

        /** Since when nothing has been heard of it. */
        Instant quietSince() {
            return lastSeen == null ? since : lastSeen;
        }
    }
}
