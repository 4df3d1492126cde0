package understudy.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.stereotype.Component;
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
import understudy.replication.TableComparison.Verdict;

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
        Server source = reach.server(p.source());
        Server replica = reach.server(p.replica());
        Count count = new Count(journal);
        try (StillPoint still = new StillPoint(source, replica)) {
            TableComparison comparison = new TableComparison(still, count::rows);
            for (String database : p.databases()) {
                Map<String, TableShape> wanted = TableShape.of(source, database);
                Map<String, TableShape> found = TableShape.of(replica, database);
                for (TableShape table : wanted.values()) {
                    if (journal.cancelled()) {
                        return new Outcome.Failed(cancelled(p));
                    }
                    Verdict verdict = comparison.compare(table, found.get(table.name()));
                    count.table(table, verdict);
                    Optional<Finding> standing = verdict instanceof Verdict.TooBusy
                            ? ThreadFindings.standing(replica.replicaStatus(), p.replica()) : Optional.empty();
                    if (standing.isPresent()) {
                        return new Outcome.Failed(standing.get());
                    }
                }
                TreeSet<String> extra = new TreeSet<>(found.keySet());
                extra.removeAll(wanted.keySet());
                extra.forEach(name -> count.differs(database + "." + name, "is not on the source"));
            }
            journal.say("No table was held still for longer than " + still.longestMillis() + " ms.");
            return count.outcome(p);
        } catch (Problem failed) {
            return new Outcome.Failed(failed.finding());
        }
    }

    private static Finding cancelled(Parameters p) {
        return Finding.blocker("CheckCancelled", p.replica(), "The comparison was cancelled; it proves nothing.",
                "Start it again.");
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }

    /** What was found so far. */
    private static final class Count {

        private final Journal journal;
        private final List<String> different = new ArrayList<>();
        private final List<String> busy = new ArrayList<>();
        private int tables;
        private long rows;

        Count(Journal journal) {
            this.journal = journal;
        }

        void rows(long more) {
            rows += more;
        }

        void table(TableShape table, Verdict verdict) {
            tables++;
            switch (verdict) {
                case Verdict.Equal equal -> journal.say(table.fullName() + ": " + equal.rows() + " rows, equal");
                case Verdict.Different differs -> differs(table.fullName(), differs.how());
                case Verdict.TooBusy tooBusy -> busy.add(table.fullName());
            }
        }

        void differs(String table, String how) {
            different.add(table + " " + how);
            journal.say(table + " " + how);
        }

        Outcome outcome(Parameters p) {
            journal.result("tables", tables);
            journal.result("rows", rows);
            journal.result("differing", List.copyOf(different));
            if (!different.isEmpty()) {
                return new Outcome.Failed(Finding.blocker("TablesDiffer", p.replica(), different.size() + " of " + tables
                        + " tables differ between " + p.source() + " and " + p.replica() + ": "
                        + String.join("; ", different.stream().limit(20).toList()) + ".",
                        "Don't promote " + p.replica() + ". Find out what wrote there, and copy the data again."));
            }
            if (!busy.isEmpty()) {
                return new Outcome.Failed(Finding.blocker("TablesTooBusy", p.source(), "Couldn't be compared, because long transactions "
                        + "hold them or " + p.replica() + " is behind: " + String.join(", ", busy) + ".",
                        "Try again in a calmer moment; look for transactions on " + p.source() + " that stay open."));
            }
            return new Outcome.Applied("all " + tables + " tables are equal, " + rows + " rows");
        }
    }
}
