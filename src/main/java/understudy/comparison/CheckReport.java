package understudy.comparison;

import java.util.ArrayList;
import java.util.List;

import understudy.finding.Finding;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.comparison.TableComparison.Verdict;

/** What a comparison of tables has found so far, and what becomes of it. */
final class CheckReport {

    private final Journal journal;
    private final List<String> different = new ArrayList<>();
    private final List<String> busy = new ArrayList<>();
    private int tables;
    private long rows;

    CheckReport(Journal journal) {
        this.journal = journal;
    }

    boolean cancelled() {
        return journal.cancelled();
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

    Outcome outcome(String source, String replica) {
        journal.result("tables", tables);
        journal.result("rows", rows);
        journal.result("differing", List.copyOf(different));
        if (!different.isEmpty()) {
            return new Outcome.Failed(Finding.blocker("TablesDiffer", replica, different.size() + " of " + tables
                    + " tables differ between " + source + " and " + replica + ": "
                    + String.join("; ", different.stream().limit(20).toList()) + ".",
                    "Don't promote " + replica + ". Find out what wrote there, and copy the data again."));
        }
        if (!busy.isEmpty()) {
            return new Outcome.Failed(Finding.blocker("TablesTooBusy", source, "Couldn't be compared, because long transactions "
                    + "hold them or " + replica + " is behind: " + String.join(", ", busy) + ".",
                    "Try again in a calmer moment; look for transactions on " + source + " that stay open."));
        }
        return new Outcome.Applied("all " + tables + " tables are equal, " + rows + " rows");
    }
}
