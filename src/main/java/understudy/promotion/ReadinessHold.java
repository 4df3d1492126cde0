package understudy.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a change of readiness is one: after it has held for a while, so that a moment's lag is none. What is known first is no change
 * either. Used by one thread.
 */
final class ReadinessHold {

    private final Duration hold;
    private @Nullable Boolean told;
    private @Nullable Boolean seen;
    private Instant since = Instant.MIN;

    ReadinessHold(Duration hold) {
        this.hold = hold;
    }

    /** What is so now; the new value when that is a change, else empty. */
    Optional<Boolean> observe(boolean ready, Instant now) {
        if (seen == null || seen != ready) {
            seen = ready;
            since = now;
        }
        if (told != null && told == ready || now.isBefore(since.plus(hold))) {
            return Optional.empty();
        }
        boolean first = told == null;
        told = ready;
        return first ? Optional.empty() : Optional.of(ready);
    }
}
