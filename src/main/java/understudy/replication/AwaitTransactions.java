package understudy.replication;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
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
 * Gives transactions that have been writing for long a grace time to end, while the source still takes writes; those that
 * don't are ended. A long statement would hold up the closing of the server, and with it everybody else.
 */
@Component
public class AwaitTransactions implements Step<AwaitTransactions.Parameters> {

    public static final StepName NAME = new StepName("await-transactions");

    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration ROLLBACK = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** @param graceMillis how long they may go on */
    public record Parameters(String source, long graceMillis) {
    }

    private final Reach reach;

    AwaitTransactions(Reach reach) {
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
        return new StepText("Get ready", "Let long transactions on " + wish.source() + " end",
                "A transaction that is cut off is rolled back; most end by themselves when they are given a moment.",
                "If one can't be ended, nothing has been changed yet.", "Wait for them");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        try (SqlSession source = reach.server(wish.source()).open(ANSWER)) {
            int open = WriteTransactions.openFor(source, LONG).size();
            return open == 0 ? new Inspection.AlreadyDone("no long transaction is open on " + wish.source())
                    : new Inspection.Possible(open + " long transactions are open on " + wish.source());
        }
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql("KILL <each session whose writing transaction is still open after " + wish.graceMillis() + " ms>");
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server server = reach.server(wish.source());
        try (SqlSession source = server.open(ANSWER)) {
            if (gone(source, Duration.ofMillis(wish.graceMillis()), journal)) {
                return new Outcome.Applied("All long transactions have ended by themselves");
            }
            if (toldToStop(journal)) {
                return new Outcome.Failed(nothingEnded(wish.source()));
            }
            return endAll(wish, source, server.dialect(), journal);
        }
    }

    private static Outcome endAll(Parameters wish, SqlSession source, Dialect words, Journal journal) {
        List<WriteTransactions.Open> left = WriteTransactions.openFor(source, LONG);
        for (WriteTransactions.Open open : left) {
            if (!end(source, words, open, journal)) {
                return new Outcome.Failed(notEnded(wish.source(), open));
            }
        }
        if (gone(source, ROLLBACK, journal)) {
            return new Outcome.Applied("Ended " + left.size() + " long transactions");
        }
        return WriteTransactions.openFor(source, LONG).stream().findFirst()
                .<Outcome>map(open -> new Outcome.Failed(notEnded(wish.source(), open)))
                .orElseGet(() -> new Outcome.Applied("All long transactions have ended"));
    }

    /** Whether none is open any more; false when the time is over or nobody wants to wait any longer. */
    private static boolean gone(SqlSession source, Duration limit, Journal journal) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!WriteTransactions.openFor(source, LONG).isEmpty()) {
            if (System.nanoTime() > deadline || toldToStop(journal) || !Pause.of(PAUSE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean toldToStop(Journal journal) {
        return journal.cancelled() || Thread.currentThread().isInterrupted();
    }

    private static boolean end(SqlSession source, Dialect words, WriteTransactions.Open open, Journal journal) {
        try {
            WriteTransactions.end(source, words, open);
            journal.say("ended session " + open.session() + ", whose transaction was open for " + open.seconds() + " s");
            return true;
        } catch (ServerRefused refused) {
            journal.say("session " + open.session() + " can't be ended: " + refused.getMessage());
            return false;
        }
    }

    private static Finding nothingEnded(String source) {
        return Finding.blocker("Cancelled", source, "Waiting for the transactions on " + source + " was called off.",
                "None was ended and nothing was changed; start again when you like.");
    }

    private static Finding notEnded(String source, WriteTransactions.Open open) {
        return Finding.blocker("TransactionDidNotEnd", source,
                "The transaction of session " + open.session() + " on " + source + " has been open for " + open.seconds()
                        + " s and couldn't be ended.",
                "End it yourself on " + source + " (KILL " + open.session() + " as root), or wait for its end, and try again.");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
