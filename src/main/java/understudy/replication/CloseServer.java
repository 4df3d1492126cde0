package understudy.replication;

import org.springframework.stereotype.Component;
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

/** Closes a server for writes, and proves it by a test write that is refused. */
@Component
public final class CloseServer implements Step<CloseServer.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("close-server");

    private final Reach reach;
    private final Doors doors;

    CloseServer(Reach reach, Doors doors) {
        this.reach = reach;
        this.doors = doors;
    }

    /**
     * @param host whose server
     * @param heading where the page shows it
     */
    public record Parameters(String host, String heading) {
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
        return new StepText(wish.heading(), "Close " + wish.host() + " for writes",
                "Whatever is compared or copied from now on must not change meanwhile, and no write may end up on this server alone.",
                "It is tried again; nothing else was changed.", "Close it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        return ClosedServer.closedForAll(reach.server(wish.host()))
                ? new Inspection.AlreadyDone(wish.host() + " refuses writes from everybody")
                : new Inspection.Possible(wish.host() + " takes writes, from administrators at least");
    }

    @Override
    public Plan plan(Parameters wish) {
        Server server = reach.server(wish.host());
        return Plan.ofSql(server.dialect().closeForWrites(), Gate.TEST_WRITE + " -- must be refused");
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        return switch (doors.close(wish.host())) {
            case Doors.Result.Done done -> new Outcome.Applied(wish.host() + " refuses writes from everybody");
            case Doors.Result.WasSo was -> new Outcome.Applied(wish.host() + " refuses writes from everybody");
            case Doors.Result.Failed failed -> new Outcome.Failed(failed.finding());
        };
    }

    /** It is left closed: opening a server is never the way back. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Impossible(wish.host() + " stays closed: it isn't the source.");
    }
}
