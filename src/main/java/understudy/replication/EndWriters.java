package understudy.replication;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.mysql.Dialect;
import understudy.mysql.Server;
import understudy.mysql.ServerRefused;
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
 * Ends the sessions on a closed server that have written and not committed. The closed server would refuse their commits; left
 * alone they hold locks in the way of its applier, and a later opening would let them through. A step of its own beside
 * {@link HandOver}, so that it isn't forgotten when the panel dies just after the candidate was opened.
 */
@Component
public final class EndWriters implements Step<EndWriters.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("end-writers");

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** @param source the server that was closed */
    public record Parameters(String source) {
    }

    private final Reach reach;

    EndWriters(Reach reach) {
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
        return new StepText("Hand over", "End what was left open on " + wish.source(),
                "Whoever had written there without a commit can't commit any more; their locks would stand in the way.",
                "It is tried again; their commits are refused in any case.", "End them");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        List<Long> sessions = writers(wish);
        return sessions.isEmpty() ? new Inspection.AlreadyDone("nobody on " + wish.source() + " has written without a commit")
                : new Inspection.Possible("sessions with uncommitted writes on " + wish.source() + ": " + sessions);
    }

    @Override
    public Plan plan(Parameters wish) {
        Dialect words = reach.server(wish.source()).dialect();
        return Plan.ofSql(writers(wish).stream().map(words::kill).toArray(String[]::new));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server server = reach.server(wish.source());
        if (Gate.isOpen(server)) {
            return new Outcome.Failed(HandOverFindings.notProvenClosed(wish.source()));
        }
        try (SqlSession session = server.open(ANSWER)) {
            WriteTransactions.openFor(session, Duration.ZERO).forEach(open -> end(session, server.dialect(), open, journal));
        }
        return new Outcome.Applied("ended what was left open on " + wish.source());
    }

    private static void end(SqlSession session, Dialect words, WriteTransactions.Open open, Journal journal) {
        try {
            WriteTransactions.end(session, words, open);
            journal.say("ended session " + open.session() + ", which had written without a commit");
        } catch (ServerRefused refused) {
            journal.say("session " + open.session() + " has written and can't be ended: " + refused.getMessage()
                    + " Its commit will be refused.");
        }
    }

    /** A session of an account above the panel's can't be ended; the closed server refuses its commit, and that is enough. */
    @Override
    public Inspection verify(Parameters wish) {
        List<Long> left = writers(wish);
        return new Inspection.AlreadyDone(left.isEmpty() ? "nobody on " + wish.source() + " has written without a commit"
                : "sessions " + left + " on " + wish.source() + " end or are refused when they commit");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }

    private List<Long> writers(Parameters wish) {
        try (SqlSession session = reach.server(wish.source()).open(ANSWER)) {
            return WriteTransactions.openFor(session, Duration.ZERO).stream().map(WriteTransactions.Open::session).toList();
        }
    }
}
