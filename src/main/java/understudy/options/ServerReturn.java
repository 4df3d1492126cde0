package understudy.options;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
import understudy.mysql.ServerUnreachable;
import understudy.replication.Pause;

/** Waits until a server that was restarted answers. */
final class ServerReturn {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SHUTTING_DOWN = 1053;

    private final Clock clock;

    ServerReturn(Clock clock) {
        this.clock = clock;
    }

    /** Whether it answered within the limit. */
    boolean awaited(Server server, Duration limit) {
        Instant end = clock.instant().plus(limit);
        while (!answers(server)) {
            if (!clock.instant().isBefore(end) || !Pause.of(PAUSE)) {
                return false;
            }
        }
        return true;
    }

    static boolean answers(Server server) {
        try {
            server.close();
            server.query("SELECT 1");
            return true;
        } catch (ServerRefused refused) {
            // it lives; only one that is going down isn't back
            return refused.errorNumber() != SHUTTING_DOWN;
        } catch (ServerUnreachable notYet) {
            return false;
        } catch (Problem noWay) {
            // the host itself can't be reached just now: can't tell, so not back
            return false;
        }
    }
}
