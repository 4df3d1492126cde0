package understudy.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import understudy.comparison.TableComparison.Verdict;
import understudy.finding.Finding;
import understudy.finding.Problem;
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
import understudy.replication.ThreadFindings;

/** Only reads: compares every table of some databases on source and replica while writes go on, see {@link StillPoint}. */
@Component
public final class CheckTables implements Step<CheckTables.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("check-tables");

    private final Reach reach;

    CheckTables(Reach reach) {
        this.reach = reach;
    }

    /**
     * @param source who is followed
     * @param replica who follows
     * @param databases whose tables are compared
     */
    public record Parameters(String source, String replica, List<String> databases) {
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
        return new StepText("Proof", "Prove that every table is equal",
                "Both servers add up checksums of every row of every table as of the same moment. Writes go on; each table is held "
                        + "still for some thousandths of a second.",
                "The tables that differ are named, and " + p.replica() + " isn't declared ready.", "Compare");
    }

    /** A proof is never done beforehand: it speaks of now. */
    @Override
    public Inspection inspect(Parameters p) {
        return ThreadFindings.standing(reach.server(p.replica()).replicaStatus(), p.replica())
                .<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.Possible(p.replica() + " follows, and can be compared"));
    }

    @Override
    public Inspection verify(Parameters p) {
        return new Inspection.AlreadyDone("the tables were compared just now");
    }

    @Override
    public Plan plan(Parameters p) {
        Server source = reach.server(p.source());
        List<String> sql = new ArrayList<>();
        List<Plan.Change> changes = new ArrayList<>();
        for (String database : p.databases()) {
            var tables = TableShape.of(source, database).values();
            changes.add(new Plan.Change(database, tables.size() + " tables", "compared"));
            tables.forEach(table -> sql.add(table.checksum("")));
        }
        return new Plan(List.of(), sql, null, changes, List.of());
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        CheckReport report = new CheckReport(journal);
        try (StillPoint still = new StillPoint(reach.server(p.source()), reach.server(p.replica()))) {
            TableComparison comparison = new TableComparison(still, report::rows);
            for (String database : p.databases()) {
                Optional<Finding> stop = compare(p, database, comparison, report);
                if (stop.isPresent()) {
                    return new Outcome.Failed(stop.get());
                }
            }
            journal.say("No table was held still for longer than " + still.longestMillis() + " ms.");
            return report.outcome(p.source(), p.replica());
        } catch (Problem failed) {
            return new Outcome.Failed(failed.finding());
        }
    }

    /** @return why the rest can't be compared; empty to go on */
    private Optional<Finding> compare(Parameters p, String database, TableComparison comparison, CheckReport report) {
        Map<String, TableShape> wanted = TableShape.of(reach.server(p.source()), database);
        Map<String, TableShape> found = TableShape.of(reach.server(p.replica()), database);
        for (TableShape table : wanted.values()) {
            if (report.cancelled()) {
                return Optional.of(cancelled(p));
            }
            Verdict verdict = comparison.compare(table, found.get(table.name()));
            report.table(table, verdict);
            Optional<Finding> standing = verdict instanceof Verdict.TooBusy
                    ? ThreadFindings.standing(reach.server(p.replica()).replicaStatus(), p.replica()) : Optional.empty();
            if (standing.isPresent()) {
                return standing;
            }
        }
        TreeSet<String> extra = new TreeSet<>(found.keySet());
        extra.removeAll(wanted.keySet());
        extra.forEach(name -> report.differs(database + "." + name, "is not on the source"));
        return Optional.empty();
    }

    private static Finding cancelled(Parameters p) {
        return Finding.blocker("CheckCancelled", p.replica(), "The comparison was cancelled; it proves nothing.",
                "Start it again.");
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
