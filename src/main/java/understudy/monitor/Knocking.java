package understudy.monitor;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Problem;
import understudy.monitor.Knock.Answer;
import understudy.reach.Reach;
import understudy.topology.Host;

/**
 * Knocks at the source's port from one replica's host, through the panel's SSH session with it, and waits for the server's
 * greeting: a second vantage point. A server counts callers who leave after the greeting, and shuts out a host with too many of
 * them; so after each greeting the pause grows.
 */
final class Knocking {

    private static final Logger LOG = LoggerFactory.getLogger(Knocking.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration AFTER_GREETING = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 4;

    private final String replica;
    private final Reach reach;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Instant notBefore = Instant.MIN;
    private int greetings;

    Knocking(String replica, Reach reach, Clock clock) {
        this.replica = replica;
        this.reach = reach;
        this.clock = clock;
    }

    /** Takes the turn when it is due and no earlier one is under way; then {@link #at} must follow. */
    boolean begin() {
        return !clock.instant().isBefore(notBefore) && underWay.compareAndSet(false, true);
    }

    /** Knocks, and ends the turn. */
    Knock at(Host source) {
        try {
            Answer answer = knock(source);
            if (answer == Answer.GREETED) {
                notBefore = clock.instant().plus(AFTER_GREETING.multipliedBy(1L << Math.min(greetings++, MOST_DOUBLINGS)));
            }
            return new Knock(clock.instant(), answer);
        } finally {
            underWay.set(false);
        }
    }

    private Answer knock(Host source) {
        try (Socket socket = reach.host(replica).tunnel(source.replicationAddress(), source.mysqlPort(), LIMIT)) {
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            return socket.getInputStream().read() >= 0 ? Answer.GREETED : Answer.SILENT;
        } catch (SocketTimeoutException silent) {
            return Answer.SILENT;
        } catch (IOException failed) {
            LOG.debug("knocking at {} from {}: {}", source.name(), replica, failed.toString());
            return reason(failed);
        } catch (Problem unusable) {
            LOG.debug("{} can't be used to knock at {}: {}", replica, source.name(), unusable.getMessage());
            return Answer.UNTRIED;
        }
    }

    /** What the replica's sshd says of a connection that it couldn't make. */
    private static Answer reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String said = String.valueOf(at.getMessage());
            if (said.contains("refused")) {
                return Answer.REFUSED;
            }
            if (said.contains("prohibited")) {
                return Answer.UNTRIED;
            }
        }
        return Answer.UNREACHED;
    }
}
