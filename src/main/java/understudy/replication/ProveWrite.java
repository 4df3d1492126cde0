package understudy.replication;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;

/** Proves that replication works end to end: a row that is written on the source now arrives on every replica. */
@Component
public class ProveWrite implements Step<ProveWrite.Parameters> {

    public static final StepName NAME = new StepName("prove-write");

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final String READ = "SELECT token FROM understudy.proof WHERE id = 1";

    /** @param limitMillis how long the row may take to each replica */
    public record Parameters(String source, List<String> replicas, long limitMillis) {

        public Parameters {
            replicas = List.copyOf(replicas);
        }
    }

    private final Reach reach;

    ProveWrite(Reach reach) {
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
        return new StepText("Prove it", "Write a row on " + wish.source() + " and find it on every replica",
                "Threads that say that they run are a promise; a row that arrives is a proof.",
                "The source goes on taking writes; the message says which replica doesn't get them.", "Write the row");
    }

    /** A proof is always worth giving anew. */
    @Override
    public Inspection inspect(Parameters wish) {
        return new Inspection.Possible("nothing was proven yet");
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(
                "CREATE DATABASE IF NOT EXISTS understudy",
                "CREATE TABLE IF NOT EXISTS understudy.proof (id INT NOT NULL PRIMARY KEY, token CHAR(36) NOT NULL)",
                "REPLACE INTO understudy.proof (id, token) VALUES (1, UUID())",
                READ);
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server server = reach.server(wish.source());
        try (SqlSession source = server.open(ANSWER)) {
            plan.sql().stream().filter(statement -> !statement.equals(READ)).forEach(source::execute);
        }
        GtidSet written = server.gtidExecuted();
        for (String replica : wish.replicas()) {
            long from = System.nanoTime();
            if (!arrives(replica, written, Duration.ofMillis(wish.limitMillis()))) {
                return new Outcome.Failed(notArrived(replica, wish));
            }
            journal.say("the row reached " + replica + " after " + (System.nanoTime() - from) / 1_000_000 + " ms");
        }
        return new Outcome.Applied(wish.replicas().isEmpty() ? "A row was written on " + wish.source() + "; no replica follows it yet"
                : "A row written on " + wish.source() + " has arrived on every replica");
    }

    private boolean arrives(String replica, GtidSet written, Duration limit) {
        Server server = reach.server(replica);
        try (SqlSession session = server.open(limit.plus(ANSWER))) {
            return ExecutedWait.within(session, server.dialect(), written, limit);
        }
    }

    @Override
    public Inspection verify(Parameters wish) {
        String written = token(wish.source()).orElse("");
        Optional<String> without = wish.replicas().stream()
                .filter(replica -> written.isEmpty() || !token(replica).filter(written::equals).isPresent()).findFirst();
        return without.<Inspection>map(replica -> new Inspection.Blocked(notArrived(replica, wish)))
                .orElseGet(() -> new Inspection.AlreadyDone("every replica has the row"));
    }

    private Optional<String> token(String host) {
        return reach.server(host).query(READ).stream().findFirst().map((Row row) -> row.text("token"));
    }

    private static Finding notArrived(String replica, Parameters wish) {
        return Finding.blocker("ProofDidNotArrive", replica,
                "A row written on " + wish.source() + " did not arrive on " + replica + " within " + wish.limitMillis() + " ms.",
                "Look at the replication threads of " + replica + ", mend the cause, then try this step again.");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
