package understudy.replication;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
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

/**
 * The outage of a switchover: closes the source, lets the candidate execute the last transactions, opens the candidate. One
 * step, so that no entry of the journal is written while the application waits (docs/adr/005).
 *
 * <p>What it guarantees: the candidate is only opened after the source was proven closed and everything that it executed was
 * executed by the candidate. Whatever fails before the candidate is told to open, the source is reopened at once, by the step
 * itself. Once the candidate may have been told, the source stays closed until it is known that it has not.
 *
 * <p>After a crash anywhere in it, two questions decide: source closed and candidate closed: it goes on; source closed and
 * candidate open: it was done; both open while the candidate follows: it had not begun (or was taken back).
 */
@Component
public class HandOver implements Step<HandOver.Parameters> {

    public static final StepName NAME = new StepName("hand-over");

    /**
     * What it needs.
     *
     * @param windowMillis how long writers may have to wait before it is given up and taken back
     */
    public record Parameters(String source, String candidate, long windowMillis) {
    }

    /** As the REST contract shows it: a switchover loses none, or it isn't done. */
    record LostTransactions(long count) {
    }

    private final Reach reach;

    HandOver(Reach reach) {
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
        return new StepText("Hand over", "Close " + wish.source() + " and open " + wish.candidate(),
                "This is the moment in which the application waits; it is kept as short as the servers allow.",
                "Before " + wish.candidate() + " is opened, " + wish.source() + " is reopened at once by itself; "
                        + "afterwards the switchover only goes forward.",
                "Hand over now");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Server source = reach.server(wish.source());
        Server candidate = reach.server(wish.candidate());
        boolean sourceOpen = Gate.isOpen(source);
        boolean candidateOpen = Gate.isOpen(candidate);
        if (sourceOpen && candidateOpen) {
            return new Inspection.Blocked(CandidateFindings.splitBrain(wish.source(), wish.candidate()));
        }
        if (candidateOpen) {
            return opened(wish, source, candidate);
        }
        return closed(wish, sourceOpen, source, candidate);
    }

    private static Inspection opened(Parameters wish, Server source, Server candidate) {
        GtidSet lacking = source.gtidExecuted().minus(candidate.gtidExecuted());
        return lacking.isEmpty()
                ? new Inspection.AlreadyDone(wish.candidate() + " takes writes and has everything of " + wish.source(),
                        Map.of("source", wish.candidate(), "lostTransactions", new LostTransactions(0), "fenced", true))
                : new Inspection.Blocked(HandOverFindings.openedTooEarly(wish, lacking));
    }

    private static Inspection closed(Parameters wish, boolean sourceOpen, Server source, Server candidate) {
        ReplicaStatus channel = candidate.replicaStatus();
        if (channel == null || !channel.applier().running() || sourceOpen && !channel.receiver().running()) {
            return new Inspection.Blocked(CandidateFindings.notReplicating(wish.candidate(), channel));
        }
        GtidSet errant = candidate.gtidExecuted().minus(source.gtidExecuted());
        if (!errant.isEmpty()) {
            return new Inspection.Blocked(HandOverFindings.errant(wish, errant));
        }
        return new Inspection.Possible(sourceOpen ? wish.source() + " takes writes, " + wish.candidate() + " follows"
                : "both are closed: an earlier attempt was interrupted and goes on from here");
    }

    @Override
    public Plan plan(Parameters wish) {
        Server source = reach.server(wish.source());
        var from = source.dialect();
        var to = reach.server(wish.candidate()).dialect();
        return new Plan(List.of(), List.of(
                "on " + wish.source() + ": " + from.closeForWrites(),
                "on " + wish.source() + ": " + Gate.TEST_WRITE + " -- must be refused",
                "on " + wish.source() + ": " + from.selectGtidExecuted(),
                "on " + wish.candidate() + ": "
                        + ExecutedWait.shown(to, wish.source(), Duration.ofMillis(wish.windowMillis())),
                "on " + wish.candidate() + ": " + to.openForWrites()),
                null, List.of(new Plan.Change("takes writes", Gate.isOpen(source) ? wish.source() : "nobody", wish.candidate())),
                List.of());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        boolean measurable = plan.before("takes writes").filter(wish.source()::equals).isPresent();
        return new HandOverRun(wish, reach, journal, measurable).run();
    }

    /**
     * Reopens the source, if the candidate was never opened. Where the candidate can't be seen, it may be open: then the source
     * stays closed, and that is said.
     */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        if (Gate.isOpen(reach.server(wish.candidate()))) {
            return new Undo.Impossible(wish.candidate() + " takes writes already; " + wish.source() + " stays closed.");
        }
        if (Gate.isOpen(reach.server(wish.source()))) {
            return new Undo.NothingToUndo();
        }
        @Nullable String failure = new Reopening(reach).reopen(wish.source());
        return failure == null ? new Undo.Undone(wish.source() + " takes writes again")
                : new Undo.Failed(HandOverFindings.leftClosed(wish.source(), failure));
    }
}
