package understudy.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Row;
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

/**
 * Lets a replica's receiver tell its source what it has received. A receiver learns that only when it connects, so it is stopped
 * and started; what was received goes on being executed meanwhile (the manual, "Semisynchronous Replication Installation").
 */
@Component
public final class AcknowledgeCommits implements Step<AcknowledgeCommits.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("acknowledge-commits");

    private static final String STATUS = "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_replica_status'";

    /** @param replica who acknowledges */
    public record Parameters(String replica) {
    }

    private final Reach reach;

    AcknowledgeCommits(Reach reach) {
        this.reach = reach;
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
    public StepText text(Parameters wish) {
        return new StepText("Wait for replicas", "Let " + wish.replica() + " acknowledge what it receives",
                "A replica says only from its next connection on what it has received, so its receiver connects anew.",
                "It is tried again; the replica goes on following.", "Connect anew");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Server replica = reach.server(wish.replica());
        if (acknowledges(replica)) {
            return new Inspection.AlreadyDone(wish.replica() + " acknowledges what it receives");
        }
        @Nullable ReplicaStatus status = replica.replicaStatus();
        return status == null ? new Inspection.Blocked(StartReplication.followsNobody(wish.replica()))
                : new Inspection.Possible(wish.replica() + " doesn't acknowledge what it receives");
    }

    private static boolean acknowledges(Server replica) {
        List<Row> answer = replica.query(STATUS);
        return !answer.isEmpty() && "ON".equals(answer.getFirst().text("Value"));
    }

    @Override
    public Plan plan(Parameters wish) {
        var words = reach.server(wish.replica()).dialect();
        return Plan.ofSql(words.stopReceiver(), words.startReceiver());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server replica = reach.server(wish.replica());
        plan.sql().forEach(replica::execute);
        return new Outcome.Applied("the receiver of " + wish.replica() + " connects anew");
    }

    @Override
    public Inspection verify(Parameters wish) {
        Server replica = reach.server(wish.replica());
        for (int look = 0; look < 100 && !acknowledges(replica) && Pause.of(java.time.Duration.ofMillis(100)); look++) {
            continue;
        }
        return inspect(wish);
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
