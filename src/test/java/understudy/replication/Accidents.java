package understudy.replication;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import understudy.mysql.Dialect;
import understudy.mysql.GtidSet;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.reach.Reach;
import understudy.remote.HostConnection;

/** Lets something happen at exactly one statement of a run: before it, after it, or instead of its answer. */
public final class Accidents implements Reach {

    private final Reach real;
    private final String statement;
    private final UnaryOperator<Runnable> accident;

    private Accidents(Reach real, String statement, UnaryOperator<Runnable> accident) {
        this.real = real;
        this.statement = statement;
        this.accident = accident;
    }

    public static Reach before(Reach real, String statement, Runnable happens) {
        return new Accidents(real, statement, telling -> () -> {
            happens.run();
            telling.run();
        });
    }

    public static Reach after(Reach real, String statement, Runnable happens) {
        return new Accidents(real, statement, telling -> () -> {
            telling.run();
            happens.run();
        });
    }

    public static Reach insteadOf(Reach real, String statement, Runnable happens) {
        return new Accidents(real, statement, telling -> happens);
    }

    @Override
    public HostConnection host(String hostName) {
        return real.host(hostName);
    }

    @Override
    public void forget(String hostName) {
        real.forget(hostName);
    }

    @Override
    public Server server(String hostName) {
        Server server = real.server(hostName);
        return new Server() {
            @Override
            public Dialect dialect() {
                return server.dialect();
            }

            @Override
            public @Nullable ReplicaStatus replicaStatus() {
                return server.replicaStatus();
            }

            @Override
            public GtidSet gtidExecuted() {
                return server.gtidExecuted();
            }

            @Override
            public Map<String, String> variables(String... names) {
                return server.variables(names);
            }

            @Override
            public List<Row> query(String sql, @Nullable Object... parameters) {
                return server.query(sql, parameters);
            }

            @Override
            public int execute(String sql, @Nullable Object... parameters) {
                return server.execute(sql, parameters);
            }

            @Override
            public SqlSession open(Duration limit) {
                return new Session(server.open(limit));
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private final class Session implements SqlSession {

        private final SqlSession session;

        Session(SqlSession session) {
            this.session = session;
        }

        @Override
        public List<Row> query(String sql, @Nullable Object... parameters) {
            return session.query(sql, parameters);
        }

        @Override
        public int execute(String sql, @Nullable Object... parameters) {
            if (!sql.equals(statement)) {
                return session.execute(sql, parameters);
            }
            accident.apply(() -> session.execute(sql, parameters)).run();
            return 0;
        }

        @Override
        public long connectionId() {
            return session.connectionId();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
