package understudy.replication;

import java.time.Duration;
import java.util.Optional;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
import understudy.mysql.Server;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;

/** Starts a replica's receiver and applier, and waits until both run. */
@Component
public final class StartReplication implements Step<StartReplication.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("start-replication");

    private static final int LOOKS = 100;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Reach reach;

    StartReplication(Reach reach) {
        this.reach = reach;
    }

    /** @param replica who starts */
    public record Parameters(String replica) {
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters p) {
        return new StepText("Start replication", "Start replication on " + p.replica(),
                p.replica() + " begins to fetch what happened on its source since the copy, and executes it.",
                "The server's own message is shown with what it means; the source isn't disturbed.", "Start");
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaStatus status = reach.server(p.replica()).replicaStatus();
        if (status == null) {
            return new Inspection.Blocked(followsNobody(p.replica()));
        }
        return status.receiver().running() && status.applier().running()
                ? new Inspection.AlreadyDone(p.replica() + " fetches and executes")
                : new Inspection.Possible(p.replica() + " stands still");
    }

    static Finding followsNobody(String replica) {
        return Finding.blocker("NotAReplica", replica, replica + " follows nobody.", "Point it at its source first.");
    }

    @Override
    public Plan plan(Parameters p) {
        return Plan.ofSql(reach.server(p.replica()).dialect().startReplica());
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        Server replica = reach.server(p.replica());
        ReplicaStatus before = replica.replicaStatus();
        if (before != null && before.receiver().state() == ReplicaThread.State.CONNECTING) {
            // it sleeps until its next try and still shows why the last one failed, whatever was mended since
            replica.execute(replica.dialect().stopReceiver());
        }
        replica.execute(replica.dialect().startReplica());
        for (int look = 0; look < LOOKS && !journal.cancelled() && Pause.of(BETWEEN); look++) {
            ReplicaStatus status = replica.replicaStatus();
            if (status == null) {
                return new Outcome.Failed(followsNobody(p.replica()));
            }
            if (status.receiver().running() && status.applier().running()) {
                return new Outcome.Applied(p.replica() + " fetches and executes");
            }
            Optional<Finding> error = ThreadFindings.of(status, p.replica());
            if (error.isPresent()) {
                return new Outcome.Failed(error.get());
            }
        }
        return new Outcome.Failed(Finding.blocker("ReplicationNotStarted", p.replica(),
                "Replication on " + p.replica() + " didn't start within 20 seconds.", "Look at the server's error log there."));
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        Server replica = reach.server(p.replica());
        if (replica.replicaStatus() == null) {
            return new Undo.NothingToUndo();
        }
        replica.execute(replica.dialect().stopReplica());
        return new Undo.Undone(p.replica() + " stands still");
    }
}
