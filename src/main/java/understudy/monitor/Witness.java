package understudy.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one replica knows of the source.
 *
 * @param host the replica's
 * @param at when it was last looked at; null when never
 * @param hearing whether it still hears the source
 * @param silentMillis how long its receiver has heard nothing, or null when unknown
 * @param knock what came of knocking from there since the source was lost, or null
 */
record Witness(String host, @Nullable Instant at, Hearing hearing, @Nullable Long silentMillis, @Nullable Knock knock) {

    /** Whether a replica hears the source. */
    enum Hearing {
        /** Connected, and something came of late. */
        HEARS,
        /** Its receiver lost the connection, or has heard nothing for too long. */
        LOST,
        /** It follows and applies nothing now, so it can't know: its receiver was stopped, or it follows another. */
        DEAF,
        /** It was looked at before the source was lost only. */
        STALE,
        /** It can't be seen itself. */
        UNSEEN
    }

    boolean seen() {
        return hearing == Hearing.HEARS || hearing == Hearing.LOST || hearing == Hearing.DEAF;
    }

    boolean greeted() {
        return knock != null && knock.answer() == Knock.Answer.GREETED;
    }

    /** Whether it knows for itself that the source is not there. */
    boolean agrees() {
        boolean knockedInVain = knock != null && knock.answer() != Knock.Answer.GREETED && knock.answer() != Knock.Answer.UNTRIED;
        return hearing == Hearing.LOST || hearing == Hearing.DEAF && knockedInVain;
    }
}
