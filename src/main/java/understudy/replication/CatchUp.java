package understudy.replication;

import java.time.Duration;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
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

/**
 * Waits until the candidate has executed what its source had executed, while the source goes on taking writes. Done before the
 * source is closed, so that what is left for the outage is the last few milliseconds of work.
 */
@Component
public class CatchUp implements Step<CatchUp.Parameters> {

    public static final StepName NAME = new StepName("catch-up");

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /**
     * What it needs.
     *
     * @param timeoutMillis how long it may take
     */
    public record Parameters(String source, String candidate, long timeoutMillis) {
    }

    private final Reach reach;

    CatchUp(Reach reach) {
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
        return new StepText("Get ready", "Let " + wish.candidate() + " catch up",
                "What the candidate still has to execute when writes stop is what the application waits for.",
                "If it doesn't catch up in time, nothing has been changed yet.", "Wait for it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Server candidate = reach.server(wish.candidate());
        ReplicaStatus channel = candidate.replicaStatus();
        if (channel == null || !channel.receiver().running() || !channel.applier().running()) {
            return new Inspection.Blocked(CandidateFindings.notReplicating(wish.candidate(), channel));
        }
        GtidSet wanted = reach.server(wish.source()).gtidExecuted();
        GtidSet lacking = wanted.minus(candidate.gtidExecuted());
        return lacking.isEmpty() ? new Inspection.AlreadyDone(wish.candidate() + " has executed everything")
                : new Inspection.Possible(wish.candidate() + " lacks " + lacking.count() + " transactions");
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(ExecutedWait.shown(reach.server(wish.candidate()).dialect(), wish.source(), SLICE)
                + " -- again and again, for " + wish.timeoutMillis() / 1_000 + " s at most");
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        GtidSet wanted = reach.server(wish.source()).gtidExecuted();
        Server server = reach.server(wish.candidate());
        long deadline = System.nanoTime() + Duration.ofMillis(wish.timeoutMillis()).toNanos();
        try (SqlSession candidate = server.open(SLICE.plus(ANSWER))) {
            while (!ExecutedWait.within(candidate, server.dialect(), wanted, SLICE)) {
                long lacking = wanted.minus(server.gtidExecuted()).count();
                journal.say(wish.candidate() + " still lacks " + lacking + " transactions");
                if (journal.cancelled() || System.nanoTime() > deadline) {
                    return new Outcome.Failed(CandidateFindings.didNotCatchUp(wish.candidate(), lacking));
                }
            }
        }
        return new Outcome.Applied(wish.candidate() + " has caught up");
    }

    /** Writes go on, so "everything" is never true for long: what counts is that it is quick to come. */
    @Override
    public Inspection verify(Parameters wish) {
        GtidSet wanted = reach.server(wish.source()).gtidExecuted();
        Server server = reach.server(wish.candidate());
        try (SqlSession candidate = server.open(SLICE.plus(ANSWER))) {
            return ExecutedWait.within(candidate, server.dialect(), wanted, SLICE)
                    ? new Inspection.AlreadyDone(wish.candidate() + " keeps up with " + wish.source())
                    : new Inspection.Possible(wish.candidate() + " doesn't keep up with " + wish.source());
        }
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
