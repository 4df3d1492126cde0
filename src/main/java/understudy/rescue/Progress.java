package understudy.rescue;

import java.time.Duration;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.replication.ExecutedWait;
import understudy.replication.ThreadFindings;

/** Waits for a replica as long as it gets on with what it has received: by transactions, or inside a long one by its log's place. */
final class Progress {

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Server server;
    private final String host;
    private final Duration standstill;

    Progress(Server server, String host, Duration standstill) {
        this.server = server;
        this.host = host;
        this.standstill = standstill;
    }

    Outcome await(Journal journal) {
        GtidSet wanted = Received.of(server).received();
        String last = "";
        long movedAt = System.nanoTime();
        try (SqlSession session = server.open(SLICE.plus(ANSWER))) {
            while (!ExecutedWait.within(session, server.dialect(), wanted, SLICE)) {
                ReplicaStatus status = server.replicaStatus();
                if (status == null) {
                    return new Outcome.Failed(stoodStill(0));
                }
                long left = wanted.minus(server.gtidExecuted()).count();
                String now = left + " " + status.executedPosition();
                movedAt = now.equals(last) ? movedAt : System.nanoTime();
                last = now;
                journal.say(host + " still has " + left + " received transactions to execute");
                Optional<Finding> end = end(status, left, movedAt, journal);
                if (end.isPresent()) {
                    return new Outcome.Failed(end.get());
                }
            }
        }
        return new Outcome.Applied(host + " has executed everything that it received");
    }

    private Optional<Finding> end(ReplicaStatus status, long left, long movedAt, Journal journal) {
        if (!status.applier().running() && status.applier().errorNumber() != 0) {
            return ThreadFindings.applying(status, host).or(() -> Optional.of(stoodStill(left)));
        }
        boolean over = System.nanoTime() - movedAt > standstill.toNanos();
        return over || journal.cancelled() ? Optional.of(stoodStill(left)) : Optional.empty();
    }

    private Finding stoodStill(long left) {
        return Finding.blocker("ReceivedNotExecuted", host,
                host + " has " + left + " transactions that it received and doesn't get on with.",
                "Look at its applier and its load, then retry; or fail over to another replica.");
    }
}
