package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.finding.Finding;
import understudy.lab.LabHost;
import understudy.lab.Till;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Inspection;
import understudy.operation.Outcome;
import understudy.operation.Undo;
import understudy.reach.Reach;

/**
 * The outage itself. The danger: two open servers lose sales to the one that nobody copies from; two closed ones stop the shop.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandOverLabTests {

    private static final long WINDOW_MILLIS = 1_000;
    private static final String CLOSE = "SET GLOBAL super_read_only = ON";
    private static final String OPEN = "SET GLOBAL read_only = OFF";

    private Pair pair;
    private HandOver step;
    private HandOver.Parameters wish;
    private final Notes notes = new Notes();

    @BeforeAll
    void start() {
        pair = Pair.start();
        step = new HandOver(pair);
    }

    @AfterAll
    void stop() {
        pair.close();
    }

    /** Whatever the test before did: the one that follows nobody is the source of this one. */
    @BeforeEach
    void whoeverFollowsIsTheCandidate() {
        boolean uranusFollows = !pair.uranus.sql("SHOW REPLICA STATUS").isEmpty();
        wish = uranusFollows ? new HandOver.Parameters("mercury", "uranus", WINDOW_MILLIS)
                : new HandOver.Parameters("uranus", "mercury", WINDOW_MILLIS);
        if (candidate().sql("SELECT @@read_only").equals("0")) {
            swap();
            wish = new HandOver.Parameters(wish.candidate(), wish.source(), WINDOW_MILLIS);
        }
        notes.lines.clear();
        notes.results.clear();
    }

    private LabHost source() {
        return pair.labHost(wish.source());
    }

    private LabHost candidate() {
        return pair.labHost(wish.candidate());
    }

    private Outcome handOver() {
        return step.apply(wish, step.plan(wish), notes);
    }

    private Outcome handOver(Reach reach) {
        return new HandOver(reach).apply(wish, step.plan(wish), notes);
    }

    private static void assertTakenBack(Outcome outcome, @Nullable String code) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.finding().message()).contains("was reopened after").contains("takes writes");
            if (code != null) {
                assertThat(failed.finding().code()).isEqualTo(code);
            }
        });
    }

    /** As the later steps of a switchover do it. */
    private void swap() {
        candidate().sql("STOP REPLICA; RESET REPLICA ALL");
        pair.follow(source(), candidate());
    }

    private void sourceTakesSales() {
        assertThat(source().sql("SELECT @@read_only, @@super_read_only")).isEqualTo("0\t0");
        assertThat(candidate().sql("SELECT @@read_only, @@super_read_only")).isEqualTo("1\t1");
        try (Till till = Till.open(Duration.ofMillis(2), source())) {
            till.awaitSales(20);
        }
    }

    @Test
    void handsOverUnderLoadWithoutLosingASale() throws SQLException {
        try (Till till = Till.open(Duration.ofMillis(2), source(), candidate())) {
            till.awaitSales(200);
            assertThat(step.inspect(wish)).isInstanceOf(Inspection.Possible.class);

            assertThat(handOver()).isInstanceOf(Outcome.Applied.class);

            assertThat(step.verify(wish)).isInstanceOfSatisfying(Inspection.AlreadyDone.class, done -> assertThat(done.results())
                    .containsEntry("source", wish.candidate()).containsKeys("lostTransactions", "fenced"));
            assertThat(notes.results).containsKey("writeOutageMillis");
            till.awaitSales(200);
            var ledger = till.stop();
            try (var connection = candidate().jdbc()) {
                assertThat(ledger.compareWith(connection)).matches(compared -> compared.agrees(), "none lost, none twice");
            }
        }
        assertThat(source().sql("SELECT @@read_only, @@super_read_only")).isEqualTo("1\t1");
        swap();
    }

    @Test
    void endsTransactionsThatWroteWithoutACommit() throws SQLException {
        try (var app = source().jdbc(); var statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("UPDATE secondhand_production.users SET created_at = created_at + INTERVAL 1 SECOND LIMIT 1");

            assertThat(handOver()).isInstanceOf(Outcome.Applied.class);
            EndWriters ending = new EndWriters(pair);
            var left = new EndWriters.Parameters(wish.source());
            assertThat(ending.inspect(left)).isInstanceOf(Inspection.Possible.class);
            assertThat(ending.apply(left, ending.plan(left), notes)).isInstanceOf(Outcome.Applied.class);
            assertThat(ending.verify(left)).isInstanceOf(Inspection.AlreadyDone.class);

            assertThatThrownBy(app::commit).isInstanceOf(SQLException.class);
        }
        assertThat(notes.lines).anyMatch(line -> line.contains("had written without a commit") || line.contains("can't be ended"));
        swap();
    }

    @Test
    void takesItBackWhenTheCandidateStopsApplying() {
        candidate().sql("STOP REPLICA SQL_THREAD");
        try (Till till = Till.open(Duration.ofMillis(2), source())) {
            till.awaitSales(20);
            assertThat(step.inspect(wish)).isInstanceOf(Inspection.Blocked.class);

            assertThat(handOver()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.finding().code()).isEqualTo("CandidateDidNotCatchUp"));

            till.awaitSales(20);
        } finally {
            candidate().sql("START REPLICA");
        }
        sourceTakesSales();
    }

    @Test
    void reopensTheSourceWhenTheLastTransactionsDoNotArrive() {
        try (Till till = Till.open(Duration.ofMillis(2), source())) {
            till.awaitSales(20);
            Outcome outcome = handOver(Accidents.before(pair, CLOSE, () -> {
                candidate().sql("STOP REPLICA SQL_THREAD");
                till.awaitSales(20);
            }));

            assertTakenBack(outcome, "CandidateDidNotCatchUp");
            till.awaitSales(20);
        } finally {
            candidate().sql("START REPLICA");
        }
        sourceTakesSales();
    }

    @Test
    void reopensTheSourceWhenTheCandidatesServerDies() {
        try {
            Outcome outcome = handOver(Accidents.after(pair, CLOSE, () -> candidate().killServer()));

            assertTakenBack(outcome, "ServerUnreachable");
            try (Till till = Till.open(Duration.ofMillis(2), source())) {
                till.awaitSales(20);
            }
        } finally {
            candidate().startServer();
            candidate().sql("SET GLOBAL super_read_only=ON; START REPLICA");
        }
        sourceTakesSales();
    }

    @Test
    void reopensTheSourceWhenItsConnectionsAreLost() {
        Outcome outcome = handOver(Accidents.after(pair, CLOSE, this::endPanelSessionsOnSource));

        assertTakenBack(outcome, null);
        sourceTakesSales();
    }

    private void endPanelSessionsOnSource() {
        for (String id : source().sql("SELECT id FROM performance_schema.processlist WHERE user = 'understudy'").split("\n")) {
            source().sql("KILL " + id);
        }
    }

    @Test
    void reopensTheSourceWhenWritesWereNotRefused() {
        Outcome outcome = handOver(Accidents.insteadOf(pair, CLOSE, () -> { }));

        assertTakenBack(outcome, "NotProvenClosed");
        sourceTakesSales();
    }

    @Test
    void believesTheCandidateWhenItsAnswerGotLostAfterItOpened() {
        Outcome outcome = handOver(Accidents.after(pair, OPEN, HandOverLabTests::lose));

        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(source().sql("SELECT @@super_read_only")).isEqualTo("1");
        swap();
    }

    @Test
    void reopensTheSourceWhenTheCandidateNeverHeardThatItShouldOpen() {
        // the first is the candidate's; the second reopens the source
        boolean[] lost = {false};
        Outcome outcome = handOver(Accidents.before(pair, OPEN, () -> {
            if (!lost[0]) {
                lost[0] = true;
                lose();
            }
        }));

        assertTakenBack(outcome, "ServerUnreachable");
        sourceTakesSales();
    }

    private static void lose() {
        throw new ServerUnreachable(Finding.blocker("ServerUnreachable", null, "The line was cut.", ""), new IOException("cut"));
    }

    /** A panel that dies leaves no chance to tidy up: an Error passes through everything. */
    @Test
    void goesOnAfterThePanelDiedWithTheSourceClosed() {
        assertThatThrownBy(() -> handOver(Accidents.after(pair, CLOSE, HandOverLabTests::die))).isInstanceOf(ThreadDeath.class);
        assertThat(source().sql("SELECT @@super_read_only")).isEqualTo("1");

        assertThat(step.inspect(wish)).isInstanceOf(Inspection.Possible.class);
        assertThat(handOver()).isInstanceOf(Outcome.Applied.class);
        assertThat(step.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);
        swap();
    }

    @Test
    void seesThatItWasDoneAfterThePanelDiedWithTheCandidateOpen() {
        assertThatThrownBy(() -> handOver(Accidents.after(pair, OPEN, HandOverLabTests::die))).isInstanceOf(ThreadDeath.class);

        assertThat(step.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);
        swap();
    }

    @SuppressWarnings("removal")
    private static void die() {
        throw new ThreadDeath();
    }

    @Test
    void leavesTheSourceOpenWhenATableLockCannotBeBroken() throws SQLException {
        try (var root = source().jdbc(); var statement = root.createStatement()) {
            statement.execute("LOCK TABLES secondhand_production.news WRITE");

            assertThat(handOver()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.finding().code()).isEqualTo("SourceDidNotClose"));
        }
        sourceTakesSales();
    }

    @Test
    void goesOnFromWhereACrashLeftBothClosed() {
        source().sql("SET GLOBAL super_read_only=ON");
        assertThat(step.inspect(wish)).isInstanceOf(Inspection.Possible.class);

        assertThat(handOver()).isInstanceOf(Outcome.Applied.class);

        assertThat(step.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(notes.results).doesNotContainKey("writeOutageMillis");
        swap();
    }

    @Test
    void undoReopensASourceThatACrashLeftClosed() {
        source().sql("SET GLOBAL super_read_only=ON");

        assertThat(step.undo(wish, step.plan(wish), notes)).isInstanceOf(Undo.Undone.class);
        assertThat(step.undo(wish, step.plan(wish), notes)).isInstanceOf(Undo.NothingToUndo.class);

        sourceTakesSales();
    }

    @Test
    void undoNeverOpensTheSourceBesideAnOpenCandidate() {
        assertThat(handOver()).isInstanceOf(Outcome.Applied.class);

        assertThat(step.undo(wish, step.plan(wish), notes)).isInstanceOf(Undo.Impossible.class);

        assertThat(source().sql("SELECT @@super_read_only")).isEqualTo("1");
        swap();
    }

    @Test
    void refusesToTouchTwoOpenServers() {
        candidate().sql("SET GLOBAL read_only=OFF");
        try {
            assertThat(step.inspect(wish)).isInstanceOfSatisfying(Inspection.Blocked.class,
                    blocked -> assertThat(blocked.findings().getFirst().code()).isEqualTo("SplitBrain"));
        } finally {
            candidate().sql("SET GLOBAL super_read_only=ON");
        }
    }
}
