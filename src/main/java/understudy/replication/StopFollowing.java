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

/** Stops replication on a host and lets it forget its source; the server stays closed for writes. */
@Component
public final class StopFollowing implements Step<StopFollowing.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("stop-following");

    private final Reach reach;

    StopFollowing(Reach reach) {
        this.reach = reach;
    }

    /**
     * @param replica who stops
     * @param heading where the page shows it
     */
    public record Parameters(String replica, String heading) {
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
        return new StepText(p.heading(), "Stop following", p.replica()
                + " stops fetching changes and forgets where they came from. It stays read-only, so that nobody writes there by mistake.",
                "It goes on following, or stands still; its data stay as they are.", "Stop following");
    }

    @Override
    public Inspection inspect(Parameters p) {
        Server replica = reach.server(p.replica());
        ReplicaStatus status = replica.replicaStatus();
        boolean closed = ClosedServer.closedForAll(replica);
        if (status == null && closed) {
            return new Inspection.AlreadyDone(p.replica() + " follows nobody and takes no writes");
        }
        return new Inspection.Possible(status == null ? p.replica() + " follows nobody, but takes writes"
                : p.replica() + " follows " + status.sourceHost() + ":" + status.sourcePort());
    }

    @Override
    public Plan plan(Parameters p) {
        Server replica = reach.server(p.replica());
        ReplicaStatus status = replica.replicaStatus();
        return Plan.ofSql(replica.dialect().closeForWrites(), replica.dialect().stopReplica(), replica.dialect().forgetSource())
                .withChanges(List.of(new Plan.Change("source",
                        status == null ? "nobody" : status.sourceHost() + ":" + status.sourcePort(), "nobody")));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        Server replica = reach.server(p.replica());
        replica.execute(replica.dialect().closeForWrites());
        if (replica.replicaStatus() != null) {
            replica.execute(replica.dialect().stopReplica());
            replica.execute(replica.dialect().forgetSource());
        }
        return new Outcome.Applied(p.replica() + " follows nobody");
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        return new Undo.Impossible(p.replica() + " has forgotten its source; set it up as a replica again. Its data are kept.");
    }
}
