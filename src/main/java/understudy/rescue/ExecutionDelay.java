package understudy.rescue;

import java.time.Duration;
import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.mysql.ReplicaThread.State;
import understudy.replication.Pause;

/**
 * Takes a delay off a replica that its admin wants to be late. A server whose two threads rest throws away what it has received and
 * not executed when its channel is changed, and the source that could send it again is dead. So the receiver is started for that
 * moment: it tries to reach the dead source, and that is enough. Without a receiver that tries, nothing is changed.
 */
final class ExecutionDelay {

    /** A receiver that is trying to connect takes some seconds to stop. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LOOKS = 40;

    private ExecutionDelay() {
    }

    static List<String> statements(Dialect words) {
        return List.of(words.startReceiver(), words.stopApplier(), words.executeWithoutDelay(), words.startApplier(), words.stopReceiver());
    }

    /** @throws Problem ReceiverRests when the receiver doesn't try; the delay is as it was then */
    static void takeOff(Server server, String host) {
        Dialect words = server.dialect();
        try (SqlSession session = server.open(LIMIT)) {
            session.execute(words.startReceiver());
            try {
                requireTrying(server, host);
                session.execute(words.stopApplier());
                requireTrying(server, host);
                session.execute(words.executeWithoutDelay());
            } finally {
                session.execute(words.startApplier());
                session.execute(words.stopReceiver());
            }
        }
    }

    private static void requireTrying(Server server, String host) {
        for (int look = 0; look < LOOKS; look++) {
            ReplicaStatus status = server.replicaStatus();
            if (status != null && status.receiver().state() != State.STOPPED) {
                return;
            }
            Pause.of(PAUSE);
        }
        throw new Problem(Finding.blocker("ReceiverRests", host, "The delay of " + host + " can't be taken off: its receiver doesn't start, and without one "
                + "the server would throw away what it has received.", "Look at its error log; then retry, or fail over to another replica."));
    }
}
