package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.reach.Reach;
import understudy.remote.HostConnection;

/** A transaction that never ends by itself, and an admin who thinks better of it: nothing may be ended then. */
class AwaitTransactionsTests {

    private static final long HOUR = 3_600_000;

    private final Source source = new Source();
    private final AwaitTransactions step = new AwaitTransactions(source);

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void endsWhatIsStillOpenWhenTheGraceTimeIsOver() {
        assertThat(applied(0, new Listening(Integer.MAX_VALUE))).isInstanceOf(Outcome.Applied.class);
        assertThat(source.told).singleElement().asString().contains("KILL").contains("7");
    }

    @Test
    void endsNothingWhenCancelledDuringTheGraceTime() {
        assertThat(applied(HOUR, new Listening(1))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("Cancelled"));
        assertThat(source.told).isEmpty();
    }

    @Test
    void endsNothingWhenThePanelStopsDuringTheGraceTime() {
        Thread.currentThread().interrupt();

        assertThat(applied(HOUR, new Listening(Integer.MAX_VALUE))).isInstanceOf(Outcome.Failed.class);
        assertThat(source.told).isEmpty();
    }

    private Outcome applied(long graceMillis, Journal journal) {
        return step.apply(new AwaitTransactions.Parameters("mercury", graceMillis), Plan.ofSql(), journal);
    }

    /** Cancelled at the given question. */
    private static final class Listening implements Journal {

        private int left;

        Listening(int questions) {
            left = questions;
        }

        @Override
        public void say(String line) {
        }

        @Override
        public void progress(long doneBytes, @Nullable Long totalBytes) {
        }

        @Override
        public void result(String name, Object value) {
        }

        @Override
        public boolean cancelled() {
            left--;
            return left <= 0;
        }
    }

    /** A source with one transaction of session 7 that is open until it is ended. */
    private static final class Source implements Reach, Server, SqlSession {

        private final List<String> told = new ArrayList<>();

        @Override
        public HostConnection host(String hostName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Server server(String hostName) {
            return this;
        }

        @Override
        public void forget(String hostName) {
        }

        @Override
        public Dialect dialect() {
            return Dialect.of("9.7.4", "mercury");
        }

        @Override
        public @Nullable ReplicaStatus replicaStatus() {
            return null;
        }

        @Override
        public GtidSet gtidExecuted() {
            return GtidSet.of("");
        }

        @Override
        public Map<String, String> variables(String... names) {
            return Map.of();
        }

        @Override
        public List<Row> query(String sql, @Nullable Object... parameters) {
            return told.isEmpty() ? List.of(new Row(Map.of("session", "7", "seconds", "60"))) : List.of();
        }

        @Override
        public int execute(String sql, @Nullable Object... parameters) {
            told.add(sql);
            return 0;
        }

        @Override
        public SqlSession open(Duration limit) {
            return this;
        }

        @Override
        public long connectionId() {
            return 1;
        }

        @Override
        public void close() {
        }
    }
}
