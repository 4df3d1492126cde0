package understudy.rescue;

import java.time.Duration;
import org.springframework.stereotype.Component;
import understudy.mysql.ReplicaStatus;
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
 * Lets the candidate execute everything that it has received, however far it is behind: as long as it gets on, it is waited for.
 * A stopped applier is started. Needs a stopped receiver.
 */
@Component
public final class ApplyReceived implements Step<ApplyReceived.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("apply-received");

    private final Reach reach;

    ApplyReceived(Reach reach) {
        this.reach = reach;
    }

    /** @param standstillMillis how long it may stand still before it is given up */
    public record Parameters(String candidate, long standstillMillis) {
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
        return new StepText("Save what there is", "Let " + wish.candidate() + " execute what it has received",
                "What has arrived on the candidate is not lost, if it is executed before others write.",
                "Nothing is lost by waiting or by trying again; the candidate stays closed.", "Wait for it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Server candidate = reach.server(wish.candidate());
        ReplicaStatus status = candidate.replicaStatus();
        if (status == null) {
            return new Inspection.AlreadyDone(wish.candidate() + " follows nobody and has nothing left to execute");
        }
        long waiting = Received.of(candidate).waiting().count();
        return waiting == 0 ? new Inspection.AlreadyDone(wish.candidate() + " has executed everything that it received")
                : new Inspection.Possible(waiting + " transactions are received and not executed");
    }

    @Override
    public Plan plan(Parameters wish) {
        Server candidate = reach.server(wish.candidate());
        ReplicaStatus status = candidate.replicaStatus();
        String wait = candidate.dialect().waitForExecuted().replaceFirst("\\?", "'<what was received>'").replaceFirst("\\?", "1");
        return status == null || status.applier().running() ? Plan.ofSql(wait)
                : Plan.ofSql(candidate.dialect().startApplier(), wait);
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server candidate = reach.server(wish.candidate());
        ReplicaStatus status = candidate.replicaStatus();
        if (status != null && !status.applier().running()) {
            candidate.execute(candidate.dialect().startApplier());
            journal.say("Started the applier of " + wish.candidate() + ".");
        }
        return new Progress(candidate, wish.candidate(), Duration.ofMillis(wish.standstillMillis())).await(journal);
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
