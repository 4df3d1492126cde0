package understudy.rescue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;
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
 * Says what the failover could not save: everything that the old source is known to have had, by its last look or out of its
 * binary log, and the new one has not. What a source out of reach took after that look isn't known before it is back.
 */
@Component
public final class ReportLosses implements Step<ReportLosses.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("report-losses");

    private final Reach reach;
    private final Rescue rescue;
    private final KeptFiles kept;

    ReportLosses(Reach reach, Rescue rescue, KeptFiles kept) {
        this.reach = reach;
        this.rescue = rescue;
        this.kept = kept;
    }

    /**
     * @param source the old one
     * @param candidate the new one
     * @param knownAtSource GTIDs that the old one is known to have executed; empty text when unknown
     * @param stamp of the failover, in the names of its kept files
     */
    public record Parameters(String cluster, String source, String candidate, String knownAtSource, String stamp) {
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
        return new StepText("Report", "Count what was lost", "What isn't saved is said with a number, and kept where it can be.",
                "It is tried again; nothing on any server changes.", "Count it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        return new Inspection.Possible("it was not counted yet");
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql("on " + wish.candidate() + ": " + reach.server(wish.candidate()).dialect().selectGtidExecuted());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        GtidSet lost = lost(wish);
        boolean read = rescue.hasRead(new RescueNames(wish.cluster(), wish.stamp(), wish.source()));
        Map<String, Object> told = told(wish, lost);
        if (!read) {
            told.put("atLeast", true);
        }
        journal.result("lostTransactions", told);
        return new Outcome.Applied((lost.isEmpty() ? "No transaction is known to be lost"
                : lost.count() + " transactions are lost: " + lost)
                + (read ? "" : "; what " + wish.source() + " took after it was last seen isn't known before it is back"));
    }

    private GtidSet lost(Parameters wish) {
        GtidSet known = GtidSet.of(wish.knownAtSource());
        for (String name : files(wish, false)) {
            known = known.union(SavedTransactions.read(kept.find(wish.cluster(), name).orElseThrow()).gtids());
        }
        return known.minus(reach.server(wish.candidate()).gtidExecuted());
    }

    /** The files of this failover, the newest first. */
    private List<String> files(Parameters wish, boolean rows) {
        return kept.list(wish.cluster()).stream().map(KeptFiles.KeptFile::name)
                .filter(name -> name.startsWith(RescueNames.stem(wish.stamp())) && name.contains(RescueNames.ROWS + ".") == rows).toList();
    }

    private Map<String, Object> told(Parameters wish, GtidSet lost) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("count", lost.count());
        if (!lost.isEmpty()) {
            told.put("gtidSet", lost.toString());
            files(wish, true).stream().findFirst().ifPresent(name -> told.put("file", name));
        }
        return told;
    }

    @Override
    public Inspection verify(Parameters wish) {
        return new Inspection.AlreadyDone("what is known to be lost was counted");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
