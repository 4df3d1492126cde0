package understudy.rescue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.mysql.Dialect;
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
 * A stopped applier is started, and one that was told to be late is told not to be. Needs a stopped receiver.
 */
@Component
public final class ApplyReceived implements Step<ApplyReceived.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("apply-received");

    private static final String DELAY = "delay";

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
        List<String> sql = new ArrayList<>(status == null ? List.of() : starting(candidate.dialect(), status));
        sql.add(candidate.dialect().waitForExecuted().replaceFirst("\\?", "'<what was received>'").replaceFirst("\\?", "1"));
        Plan plan = Plan.ofSql(sql.toArray(String[]::new));
        return status == null || status.delaySeconds() == 0 ? plan
                : plan.withChanges(List.of(new Plan.Change(DELAY, status.delaySeconds() + " s", "0 s")));
    }

    private static List<String> starting(Dialect words, ReplicaStatus status) {
        return status.delaySeconds() > 0 ? ExecutionDelay.statements(words)
                : status.applier().running() ? List.of() : List.of(words.startApplier());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server candidate = reach.server(wish.candidate());
        ReplicaStatus status = candidate.replicaStatus();
        if (status != null && status.delaySeconds() > 0) {
            ExecutionDelay.takeOff(candidate, wish.candidate());
            journal.say(wish.candidate() + " was told to execute everything " + status.delaySeconds() + " s late; not any more.");
        } else if (status != null && !status.applier().running()) {
            candidate.execute(candidate.dialect().startApplier());
            journal.say("Started the applier of " + wish.candidate() + ".");
        }
        return new Progress(candidate, wish.candidate(), Duration.ofMillis(wish.standstillMillis())).await(journal);
    }

    /** The delay isn't set again: that has its own danger, and is no hurry. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return plan.before(DELAY).<Undo>map(delay -> new Undo.Undone(wish.candidate() + " executes everything at once; it was told to do it "
                + delay + " late. To have that again, run STOP REPLICA SQL_THREAD, CHANGE REPLICATION SOURCE TO SOURCE_DELAY and START REPLICA SQL_THREAD "
                + "there, while it receives.")).orElseGet(Undo.NothingToUndo::new);
    }
}
