package understudy.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host's lag over the last while, in two arrays that never grow: sixteen bytes a look. */
final class LagHistory {

    private static final long UNKNOWN = -1;

    private final long keptMillis;
    private final long[] times;
    private final long[] lags;
    private int next;
    private int filled;

    LagHistory(Duration kept, Duration interval) {
        keptMillis = kept.toMillis();
        int places = (int) Math.clamp(keptMillis / Math.max(100, interval.toMillis()), 60, 36_000);
        times = new long[places];
        lags = new long[places];
    }

    synchronized void add(Instant at, @Nullable Long lagMillis) {
        times[next] = at.toEpochMilli();
        lags[next] = lagMillis == null ? UNKNOWN : lagMillis;
        next = (next + 1) % times.length;
        filled = Math.min(filled + 1, times.length);
    }

    /** Oldest first. */
    synchronized List<LagPoint> since(Instant now) {
        long oldest = now.toEpochMilli() - keptMillis;
        List<LagPoint> points = new ArrayList<>(filled);
        for (int i = 0; i < filled; i++) {
            int at = (next - filled + i + times.length) % times.length;
            if (times[at] >= oldest) {
                points.add(new LagPoint(Instant.ofEpochMilli(times[at]), lags[at] == UNKNOWN ? null : lags[at]));
            }
        }
        return points;
    }
}
