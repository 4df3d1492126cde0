package understudy.rescue;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.replication.DataRelation;
import understudy.rescue.TransactionDigest.Digest;

/**
 * Only looks: whether a server that comes back can follow with the data that it has, told from its transactions. Where it can't,
 * it stops the operation and says what would be lost, unless somebody has agreed to that.
 */
@Component
public final class CompareHistory implements Step<CompareHistory.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("compare-history");

    private final Reach reach;
    private final KeptFiles files;

    CompareHistory(Reach reach, KeptFiles files) {
        this.reach = reach;
        this.files = files;
    }

    /**
     * @param cluster whose
     * @param source the source
     * @param host the host that comes back
     * @param discardErrant whether somebody agreed to lose what only it has
     * @param recopy whether somebody agreed to replace its data
     */
    public record Parameters(String cluster, String source, String host, boolean discardErrant, boolean recopy) {
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
        return new StepText("Compare", "Compare what " + wish.host() + " and " + wish.source() + " have executed",
                "If " + wish.host() + " has nothing of its own, and " + wish.source() + " still has in its log what " + wish.host()
                        + " lacks, it just follows. Else its data have to be copied again, and that is asked first.",
                "Nothing was changed but that " + wish.host() + " is closed.", "Compare");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        try {
            return compared(wish, ErrantLook.at(reach, wish.source(), wish.host()));
        } catch (ServerUnreachable silent) {
            return new Inspection.Unknown(notYet(wish, silent.finding()));
        }
    }

    private Inspection compared(Parameters wish, ErrantLook look) {
        DataRelation relation = DataRelation.of(look.executed(), look.atSource(), look.purged());
        return switch (relation) {
            case IDENTICAL -> found(relation, wish.host() + " has exactly what " + wish.source() + " has");
            case RECOVERABLE -> found(relation, wish.host() + " lacks " + look.atSource().minus(look.executed()).count()
                    + " transaction(s), and " + wish.source() + " still has them in its log");
            case NEW -> wish.recopy() ? found(relation, wish.host() + " is empty; everything is copied")
                    : new Inspection.Blocked(empty(wish));
            case IRRECOVERABLE -> wish.recopy() ? found(relation, wish.host() + " lacks transactions that are gone from "
                    + wish.source() + "'s log; everything is copied again") : new Inspection.Blocked(purged(wish, look));
            case DIVERGED -> diverged(wish, look);
        };
    }

    private static Finding notYet(Parameters wish, Finding why) {
        return Finding.warning("NotComparedYet", wish.host(), why.message() + " As soon as both servers run it is decided: with nothing of its own "
                + wish.host() + " follows; with transactions that " + wish.source() + " never had it stops here and shows them; where "
                + wish.source() + "'s log no longer has what " + wish.host() + " lacks, it asks for a new copy.", why.hint());
    }

    private static Inspection found(DataRelation relation, String evidence) {
        return new Inspection.AlreadyDone(relation.name().toLowerCase(Locale.ROOT) + ": " + evidence,
                Map.of("relation", relation.name()));
    }

    private Inspection diverged(Parameters wish, ErrantLook look) {
        Optional<Digest> kept = files.find(wish.cluster(), look.fileOf(wish.host())).map(KeptSummary::of);
        if (!wish.discardErrant()) {
            return new Inspection.Blocked(errant(wish, look, kept));
        }
        long missing = look.errant().count() - kept.map(Digest::transactions).orElse(0L);
        if (missing > 0 && !wish.recopy()) {
            return new Inspection.Blocked(KeepErrant.lost(wish.host(), missing));
        }
        return found(DataRelation.DIVERGED, look.errant().count() + " transaction(s) of " + wish.host()
                + "'s own are kept in " + look.fileOf(wish.host()) + " and will be discarded");
    }

    private static Finding errant(Parameters wish, ErrantLook look, Optional<Digest> kept) {
        GtidSet errant = look.errant();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("gtidSet", errant.toString());
        evidence.put("transactions", Long.toString(errant.count()));
        kept.ifPresent(digest -> {
            evidence.put("file", look.fileOf(wish.host()));
            digest.rowsByChange().forEach((change, rows) -> evidence.put(change, Long.toString(rows)));
        });
        String what = kept.map(digest -> ": " + digest.inWords()).orElse(": " + errant);
        return Finding.blocker("ErrantTransactions", wish.host(),
                wish.host() + " executed " + errant.count() + " transaction(s) that " + wish.source() + " never had" + what + ".",
                "Read them" + (kept.isPresent() ? " in the kept file " + look.fileOf(wish.host()) : "") + ", take over by hand what matters, "
                        + "then rejoin again and let them be discarded (discardErrant): " + wish.host() + "'s data are then copied again.")
                .with(evidence);
    }

    private static Finding purged(Parameters wish, ErrantLook look) {
        GtidSet missing = look.purged().minus(look.executed());
        return Finding.blocker("SourceLogPurged", wish.host(),
                wish.source() + " no longer has " + missing.count() + " transaction(s) in its log that " + wish.host() + " lacks.",
                "Rejoin again with a new copy of the data (recopy). " + wish.host() + " has nothing of its own, so nothing is lost by that.")
                .with(Map.of("missing", missing.toString()));
    }

    private static Finding empty(Parameters wish) {
        return Finding.blocker("ReplicaHasNoData", wish.host(), wish.host() + " has no transaction at all: it is empty, or half copied.",
                "Rejoin again with a new copy of the data (recopy), or set it up as a replica.");
    }

    /** It only looks: an inspection says it all. */
    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(reach.server(wish.host()).dialect().selectGtidExecuted());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        return new Outcome.Applied("compared");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
