package understudy.replication;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.ServerErrors;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;

/** What keeps a replica's threads from working, in words. */
public final class ThreadFindings {

    private ThreadFindings() {
    }

    /**
     * The finding when a thread has an error and isn't running. A receiver that is trying to connect counts: what it met is said.
     */
    public static Optional<Finding> of(ReplicaStatus status, String replica) {
        return thread(status.receiver(), "Receiving", replica).or(() -> thread(status.applier(), "Applying", replica));
    }

    /** The finding when the applier has an error and isn't running, whatever the receiver met. */
    public static Optional<Finding> applying(ReplicaStatus status, String replica) {
        return thread(status.applier(), "Applying", replica);
    }

    /** The finding when the replica follows nobody or either thread isn't running, for whatever reason. */
    public static Optional<Finding> standing(@Nullable ReplicaStatus status, String replica) {
        if (status == null) {
            return Optional.of(StartReplication.followsNobody(replica));
        }
        return of(status, replica).or(() -> status.receiver().running() && status.applier().running() ? Optional.empty()
                : Optional.of(Finding.blocker("ReplicationStopped", replica, "Replication on " + replica + " isn't running.",
                        "Start it first.")));
    }

    private static Optional<Finding> thread(ReplicaThread thread, String doing, String replica) {
        if (thread.running() || thread.errorNumber() == 0) {
            return Optional.empty();
        }
        String message = doing + " on " + replica + " stopped with error " + thread.errorNumber() + ": " + thread.errorText();
        return Optional.of(ServerErrors.ofReplication(thread.errorNumber(), thread.errorText())
                .map(known -> Finding.blocker(known.code(), replica, known.meaning() + " " + message, known.advice()))
                .orElseGet(() -> Finding.blocker("ReplicationStopped", replica, message, "Read the server's message and mend it.")));
    }
}
