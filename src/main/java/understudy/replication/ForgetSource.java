package understudy.replication;

import java.util.List;
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
 * Ends replication on a server that has become the source, and makes it forget whom it followed. Touches nothing else; above
 * all it leaves the server open for writes. Comes after the outage, because nothing of it has to happen inside.
 */
@Component
public class ForgetSource implements Step<ForgetSource.Parameters> {

    public static final StepName NAME = new StepName("forget-source");

    /** @param source the new source, which followed another server until now */
    public record Parameters(String source) {
    }

    private final Reach reach;

    ForgetSource(Reach reach) {
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
        return new StepText("Turn replication round", "Let " + wish.source() + " forget its old source",
                wish.source() + " is the source now. Left as it is, it would go on fetching from the server that is to follow it.",
                "Try again; " + wish.source() + " goes on taking writes meanwhile.", "Forget it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        ReplicaStatus channel = reach.server(wish.source()).replicaStatus();
        return channel == null ? new Inspection.AlreadyDone(wish.source() + " follows nobody")
                : new Inspection.Possible(wish.source() + " is still set to follow " + channel.sourceHost());
    }

    @Override
    public Plan plan(Parameters wish) {
        Server server = reach.server(wish.source());
        ReplicaStatus channel = server.replicaStatus();
        String followed = channel == null ? "nobody" : channel.sourceHost() + ":" + channel.sourcePort();
        return Plan.ofSql(server.dialect().stopReplica(), server.dialect().forgetSource())
                .withChanges(List.of(new Plan.Change("follows", followed, "nobody")));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server server = reach.server(wish.source());
        plan.sql().forEach(server::execute);
        return new Outcome.Applied(wish.source() + " follows nobody");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Impossible("This comes after the point of no return: " + wish.source() + " is the source.");
    }
}
