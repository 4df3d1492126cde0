package understudy.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.monitor.Witness.Hearing;

/**
 * Whether a lost source and all its replicas were out of sight at once, as after a power cut, and since when one of the replicas is
 * back. Who boots first says nothing about who survived. Used under its cluster's lock.
 */
final class CommonOutage {

    /** Out of sight for less than this may have been a look in vain. */
    private static final Duration COUNTS = Duration.ofSeconds(3);

    private @Nullable Instant allGoneSince;
    private @Nullable Instant overSince;

    /** What the replicas are like now, while the source is lost. */
    void observe(List<Witness> witnesses, Instant now) {
        Instant gone = allGoneSince;
        if (!witnesses.isEmpty() && witnesses.stream().allMatch(witness -> witness.hearing() == Hearing.UNSEEN)) {
            allGoneSince = gone == null ? now : gone;
        } else {
            overSince = gone != null && !now.isBefore(gone.plus(COUNTS)) ? now : overSince;
            allGoneSince = null;
        }
    }

    /** Since when the first replica is back, or null when they were never all gone. */
    @Nullable Instant overSince() {
        return overSince;
    }

    void forget() {
        allGoneSince = null;
        overSince = null;
    }
}
