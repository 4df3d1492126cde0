package understudy.replication;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Server;
import understudy.mysql.ServerUnreachable;
import understudy.mysql.SqlSession;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.reach.Reach;

/** One run of {@link HandOver}: opens every connection beforehand, then the window, then tidies up. */
final class HandOverRun {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration DECISION = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HandOver.Parameters wish;
    private final Reach reach;
    private final Journal journal;
    private final boolean measurable;

    HandOverRun(HandOver.Parameters wish, Reach reach, Journal journal, boolean measurable) {
        this.wish = wish;
        this.reach = reach;
        this.journal = journal;
        this.measurable = measurable;
    }

    Outcome run() {
        Server from = reach.server(wish.source());
        Server to = reach.server(wish.candidate());
        try (SqlSession source = from.open(CLOSING);
                SqlSession witness = from.open(ANSWER);
                SqlSession candidate = to.open(Duration.ofMillis(wish.windowMillis()).plus(ANSWER))) {
            var window = new HandOverWindow(wish, source, witness, candidate, from.dialect(), to.dialect());
            if (!window.warmUp()) {
                return new Outcome.Failed(HandOverFindings.behind(wish));
            }
            return switch (window.pass()) {
                case HandOverWindow.End.Opened opened -> opened(opened);
                case HandOverWindow.End.Stuck stuck -> takenBack(stuck.cause(), stuck.closedAt(), witness, from);
                case HandOverWindow.End.Undecided undecided -> decide(undecided, witness, from);
            };
        }
    }

    private Outcome opened(HandOverWindow.End.Opened opened) {
        long millis = Math.max(1, Math.round(opened.nanos() / 1e6));
        if (measurable) {
            journal.result("writeOutageMillis", millis);
        }
        journal.say(wish.source() + " closed, test write refused, everything executed, " + wish.candidate() + " open: "
                + String.format(Locale.ROOT, "%.1f", opened.nanos() / 1e6) + " ms");
        return new Outcome.Applied(wish.candidate() + " takes writes"
                + (measurable ? "; writers waited " + millis + " ms" : ""));
    }

    private Outcome takenBack(Finding cause, long closedAt, SqlSession witness, Server from) {
        // told to stop or not: the source must not stay closed
        boolean interrupted = Thread.interrupted();
        try {
            var reopening = new Reopening(reach);
            @Nullable String failure = reopening.reopen(witness, from) ? null : reopening.reopen(wish.source());
            long closedMillis = (System.nanoTime() - closedAt) / 1_000_000;
            failure = failure == null ? reopening.keepOpen(wish.source()) : failure;
            if (failure != null) {
                journal.say(cause.message());
                return new Outcome.Failed(HandOverFindings.leftClosed(wish.source(), failure));
            }
            return new Outcome.Failed(HandOverFindings.takenBack(cause, wish.source(), closedMillis));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The candidate was told to open and the answer got lost: what it says of itself decides, not what we believe. */
    private Outcome decide(HandOverWindow.End.Undecided undecided, SqlSession witness, Server from) {
        long deadline = System.nanoTime() + DECISION.toNanos();
        do {
            try (SqlSession asked = reach.server(wish.candidate()).open(ANSWER)) {
                return Gate.isOpen(asked)
                        ? opened(new HandOverWindow.End.Opened(System.nanoTime() - undecided.closedAt()))
                        : takenBack(undecided.cause(), undecided.closedAt(), witness, from);
            } catch (Problem unreachable) {
                journal.say(wish.candidate() + ": " + unreachable.getMessage());
            }
        } while (System.nanoTime() < deadline && Pause.of(PAUSE));
        return new Outcome.NotYet(Duration.ofSeconds(1), HandOverFindings.undecided(wish));
    }
}
