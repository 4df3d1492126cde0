package understudy.replication;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
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

/** Looks whether a source's commits really wait for as many replicas as the policy wants. Changes nothing. */
@Component
public final class ProveSemiSync implements Step<ProveSemiSync.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("prove-semi-sync");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /**
     * @param source whose commits wait
     * @param replicas for how many
     */
    public record Parameters(String source, int replicas) {
    }

    private final Reach reach;

    ProveSemiSync(Reach reach) {
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
        return new StepText("Wait for replicas", "See that commits on " + wish.source() + " wait",
                "Switched on is not yet waiting: the replicas have to be connected and acknowledge.",
                "Commits go on without waiting; the readiness list says so until replicas acknowledge.", "Look");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        return waits(wish) ? new Inspection.AlreadyDone("commits on " + wish.source() + " wait for " + wish.replicas() + " of "
                + clients(wish) + " acknowledging replicas") : new Inspection.Possible("commits on " + wish.source() + " don't wait yet");
    }

    private boolean waits(Parameters wish) {
        return "ON".equals(status(wish).get("Rpl_semi_sync_source_status")) && clients(wish) >= wish.replicas();
    }

    private long clients(Parameters wish) {
        return Long.parseLong(status(wish).getOrDefault("Rpl_semi_sync_source_clients", "0"));
    }

    private Map<String, String> status(Parameters wish) {
        Server source = reach.server(wish.source());
        Map<String, String> status = new HashMap<>();
        for (Row row : source.query("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_source_%'")) {
            status.put(row.text("Variable_name"), row.text("Value"));
        }
        return status;
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_source_%'");
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        for (long waited = 0; waited < PATIENCE.toMillis() && !journal.cancelled(); waited += BETWEEN.toMillis()) {
            if (waits(wish)) {
                return new Outcome.Applied("commits on " + wish.source() + " wait for " + wish.replicas() + " replica(s)");
            }
            if (!Pause.of(BETWEEN)) {
                break;
            }
        }
        return new Outcome.Failed(Finding.blocker("SemiSyncNotWaiting", wish.source(), "Commits on " + wish.source()
                + " don't wait for " + wish.replicas() + " replica(s): " + clients(wish) + " acknowledge.",
                "See that the replicas follow, then try again; until then a commit may be on " + wish.source() + " alone."));
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
