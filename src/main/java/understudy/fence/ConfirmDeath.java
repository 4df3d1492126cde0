package understudy.fence;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.replication.Pause;

/**
 * Proves freshly that the source takes no statements, before anything is changed: what the monitor believed may be seconds old.
 * With its host in reach the process itself tells; else the replicas' hosts are asked whether it still greets them, because a
 * panel that is cut off sees every source dead. Refuses at once when the source lives, and when it could not be fenced.
 */
@Component
public final class ConfirmDeath implements Step<ConfirmDeath.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("confirm-death");

    private static final int TIMES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RecentProof proof;
    private final FenceHook hook;

    ConfirmDeath(RecentProof proof, FenceHook hook) {
        this.proof = proof;
        this.hook = hook;
    }

    /**
     * @param source the one that is said to be dead
     * @param place where its server was last seen to keep its files
     * @param witnesses replicas whose hosts are asked when the source's own gives no answer
     * @param acceptUnfenced whether somebody agreed to go on without a fence
     */
    public record Parameters(String source, ServerPlace place, List<String> witnesses, boolean acceptUnfenced) {

        public Parameters {
            witnesses = List.copyOf(witnesses);
        }
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
        return new StepText("Make sure", "Prove that " + wish.source() + " is dead",
                "A source that lives must not be replaced: two servers would take writes.",
                "Nothing has been changed; if it lives, switch over instead.", "Look at it");
    }

    /** A proof is given anew each time. */
    @Override
    public Inspection inspect(Parameters wish) {
        return new Inspection.Possible("nothing was proven yet");
    }

    @Override
    public Plan plan(Parameters wish) {
        return new Plan(List.of("pgrep -x 'mysqld|mariadbd'   # on " + wish.source(),
                "head -c 4 < /dev/tcp/" + wish.source() + "/<port>   # on " + String.join(" and ", wish.witnesses())
                        + ", if " + wish.source() + "'s host gives no answer"),
                List.of(DeathProof.TEST_WRITE + " -- on " + wish.source() + ", if its process runs: must it finish?"),
                null, List.of(), List.of());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        return switch (proven(wish, journal)) {
            case DeathProof.Verdict.Dead dead -> new Outcome.Applied(dead.evidence());
            case DeathProof.Verdict.Alive alive -> new Outcome.Failed(alive.finding());
            case DeathProof.Verdict.OutOfReach gone -> outOfReach(wish, gone.evidence(), journal);
        };
    }

    /** A panel that has just started hears nobody in its first moments. Nothing is risked by looking again before it is given up. */
    private DeathProof.Verdict proven(Parameters wish, Journal journal) {
        DeathProof.Verdict verdict = proof.anew(wish.source(), wish.place(), wish.witnesses());
        for (int again = 0; again < TIMES && verdict instanceof DeathProof.Verdict.Alive alive
                && DeathFindings.isIsolation(alive.finding()) && !journal.cancelled() && Pause.of(PAUSE); again++) {
            journal.say(alive.finding().message() + " It is looked at once more.");
            verdict = proof.anew(wish.source(), wish.place(), wish.witnesses());
        }
        return verdict;
    }

    private Outcome outOfReach(Parameters wish, String evidence, Journal journal) {
        if (!hook.configured() && !wish.acceptUnfenced()) {
            return new Outcome.Failed(FenceFindings.unfenceable(wish.source(), evidence));
        }
        journal.say(evidence);
        return new Outcome.Applied(evidence);
    }

    /** Proven by apply a moment ago; asking again would only cost the application time. */
    @Override
    public Inspection verify(Parameters wish) {
        return new Inspection.AlreadyDone(wish.source() + " takes no statements");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
