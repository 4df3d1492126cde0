package understudy.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A replica's lag at a moment; null millis mean unknown. */
public record LagPoint(Instant at, @Nullable Long lagMillis) {
}
