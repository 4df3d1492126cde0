package understudy.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeats that a cluster's source has acknowledged of late, and the lag that follows from what a replica has of them.
 *
 * <p>A beat's number is the panel's own time in milliseconds when it was sent, so both ends of every difference come from one
 * clock, and a panel that starts anew needs to know nothing. A replica that lacks a beat is at least as late as that beat is
 * old. One that has them all is as late as its last transaction was, by the two servers' clocks corrected by their skew, and
 * never later than the newest beat is old.
 */
final class Beats {

    private static final int KEPT = 3_600;

    private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();
    private volatile @Nullable Instant waitingSince;

    /** The number of the next beat: now, but always above the last one, whatever the clock does. */
    long next(long nowMillis) {
        return acknowledged.isEmpty() ? nowMillis : Math.max(acknowledged.last() + 1, nowMillis);
    }

    /** One is on its way to the source; where an earlier one has not ended, that one counts on. */
    void sent(Instant at) {
        if (waitingSince == null) {
            waitingSince = at;
        }
    }

    /** Since when the source has owed the end of a beat; null when it owes none. */
    @Nullable Instant waitingSince() {
        return waitingSince;
    }

    /** The source has answered, or the connection to it was lost: there is nothing to wait for. */
    void ended() {
        waitingSince = null;
    }

    /** The source has committed it. */
    void acknowledged(long beat) {
        acknowledged.add(beat);
        while (acknowledged.size() > KEPT) {
            acknowledged.pollFirst();
        }
    }

    /**
     * The replica's lag in milliseconds, or null when it can't be told.
     *
     * @param had the newest beat that the replica had when it was looked at
     * @param appliedMicros what its last transaction took to arrive, corrected for clock skew; or null
     * @param lookStartedMillis when the look began: a beat acknowledged later can't be missed
     */
    @Nullable Long lag(@Nullable Long had, @Nullable Long appliedMicros, long lookStartedMillis) {
        if (had == null || acknowledged.isEmpty()) {
            return null;
        }
        Long missing = acknowledged.higher(had);
        if (missing != null && missing < lookStartedMillis) {
            return Math.max(0, lookStartedMillis - missing);
        }
        long bound = Math.max(0, lookStartedMillis - had);
        if (appliedMicros == null) {
            return bound;
        }
        return Math.min(bound, Math.max(0, Duration.ofNanos(appliedMicros * 1_000).toMillis()));
    }
}
