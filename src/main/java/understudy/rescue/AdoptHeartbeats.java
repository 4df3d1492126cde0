package understudy.rescue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;
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
import understudy.rescue.TransactionDigest.Digest;

/**
 * The panel's own heartbeats that a dying source took and sent to nobody. They are nobody's data: the source is told that it has
 * executed them (by empty transactions of the same numbers), so that the old server needn't be copied again for them. Anything
 * else that only the old server has is left for a person to decide.
 */
@Component
public final class AdoptHeartbeats implements Step<AdoptHeartbeats.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("adopt-heartbeats");

    private static final String HEARTBEAT = "understudy.heartbeat";
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** More than a panel can have left unsent. */
    private static final int MOST = 1_000;

    private final Reach reach;
    private final KeptFiles files;

    AdoptHeartbeats(Reach reach, KeptFiles files) {
        this.reach = reach;
        this.files = files;
    }

    /**
     * @param cluster whose
     * @param source the source, which adopts them
     * @param host the returned server's host
     */
    public record Parameters(String cluster, String source, String host) {
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
        return new StepText("Compare", "Pass over unsent heartbeats of " + wish.host(),
                "The panel writes a heartbeat each second. One that died with " + wish.host() + " is no data of yours, and no reason to "
                        + "copy everything again.", "Nothing else changes; " + wish.host() + " stays closed.", "Pass over them");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        ErrantLook look = ErrantLook.at(reach, wish.source(), wish.host());
        return heartbeatsAlone(wish, look) ? new Inspection.Possible(look.errant().count() + " heartbeat(s) that only " + wish.host() + " has")
                : new Inspection.AlreadyDone("no heartbeat stands in the way");
    }

    private boolean heartbeatsAlone(Parameters wish, ErrantLook look) {
        long errant = look.errant().count();
        Optional<Digest> kept = errant == 0 || errant > MOST ? Optional.empty()
                : files.find(wish.cluster(), look.fileOf(wish.host())).map(KeptSummary::of);
        return kept.filter(digest -> digest.transactions() == errant && !digest.more() && !digest.rowsByChange().isEmpty()
                && digest.rowsByChange().keySet().stream().allMatch(change -> change.endsWith(" " + HEARTBEAT))).isPresent();
    }

    @Override
    public Plan plan(Parameters wish) {
        GtidSet errant = ErrantLook.at(reach, wish.source(), wish.host()).errant();
        var words = reach.server(wish.source()).dialect();
        return Plan.ofSql(each(errant).stream().flatMap(gtid -> words.emptyTransaction(gtid).stream()).toArray(String[]::new));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        try (SqlSession source = reach.server(wish.source()).open(ANSWER)) {
            plan.sql().forEach(source::execute);
        }
        return new Outcome.Applied("passed over " + plan.sql().size() / reach.server(wish.source()).dialect().emptyTransaction("").size()
                + " heartbeat(s)");
    }

    /** Each number of a set by itself. */
    static List<String> each(GtidSet set) {
        List<String> all = new ArrayList<>();
        for (String origin : set.isEmpty() ? new String[0] : set.toString().split(",\\s*")) {
            String[] parts = origin.split(":");
            String prefix = parts[0];
            for (int i = 1; i < parts.length; i++) {
                if (!parts[i].matches("\\d+(-\\d+)?")) {
                    prefix = parts[0] + ":" + parts[i];
                    continue;
                }
                String[] ends = parts[i].split("-");
                for (long number = Long.parseLong(ends[0]); number <= Long.parseLong(ends[ends.length - 1]); number++) {
                    all.add(prefix + ":" + number);
                }
            }
        }
        return all;
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
