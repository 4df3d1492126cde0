package understudy.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** Free space where a server's data lies, asked of the host once a minute. Unknown when the host can't tell. */
final class FreeSpace {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Clock clock;
    private @Nullable Instant askedAt;
    private @Nullable Long bytes;

    FreeSpace(Clock clock) {
        this.clock = clock;
    }

    /** As of now, or of up to a minute ago. @param look names the data directory; before the first there is no answer */
    @Nullable Long of(HostConnection host, @Nullable Look look) {
        String directory = look == null ? null : look.settings().get("datadir");
        Instant now = clock.instant();
        if (directory == null || askedAt != null && now.isBefore(askedAt.plus(INTERVAL))) {
            return bytes;
        }
        askedAt = now;
        try {
            bytes = host.run(RemoteCommand.of("df", "--block-size=1", "--output=avail", directory)
                    .within(LIMIT)
                    .answering(output -> Long.valueOf(output.stdout().lines().skip(1).findFirst().orElse("").strip())));
        } catch (Problem | NumberFormatException untold) {
            LOG.debug("free space is unknown: {}", untold.getMessage());
            bytes = null;
        }
        return bytes;
    }
}
