package understudy.mysql;

import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server over JDBC; keeps up to three connections for single statements. */
final class JdbcServer implements Server {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
    private static final int KEPT = 3;
    private static final Set<String> NOT_ASKED_AGAIN = Set.of("StatementTimedOut", "AnswerTooLarge");

    private final JdbcConnector connector;
    private final Deque<JdbcSession> kept = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable Dialect> dialect = new AtomicReference<>();

    JdbcServer(JdbcConnector connector) {
        this.connector = connector;
    }

    @Override
    public Dialect dialect() {
        Dialect known = dialect.get();
        if (known != null) {
            return known;
        }
        JdbcSession session = connect(USUAL_LIMIT);
        keep(session);
        return Dialect.of(session.serverVersion(), connector.name());
    }

    @Override
    public @Nullable ReplicaStatus replicaStatus() {
        Dialect words = dialect();
        return query(words.showReplicaStatus()).stream().findFirst().map(words::replicaStatus).orElse(null);
    }

    @Override
    public GtidSet gtidExecuted() {
        return GtidSet.of(query(dialect().selectGtidExecuted()).get(0).text("executed"));
    }

    @Override
    public Map<String, String> variables(String... names) {
        if (names.length == 0) {
            return Map.of();
        }
        String marks = Arrays.stream(names).map(name -> "?").collect(Collectors.joining(", "));
        Map<String, String> found = new LinkedHashMap<>();
        Object[] lower = Arrays.stream(names).map(name -> name.toLowerCase(Locale.ROOT)).toArray();
        for (Row row : query("SHOW GLOBAL VARIABLES WHERE LOWER(Variable_name) IN (" + marks + ")", lower)) {
            String value = row.get("Value");
            found.put(row.text("Variable_name").toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
        return found;
    }

    @Override
    public List<Row> query(String sql, @Nullable Object... parameters) {
        JdbcSession session = kept.pollFirst();
        if (session != null) {
            try {
                return using(session, usable -> usable.query(sql, parameters));
            } catch (ServerUnreachable lost) {
                if (NOT_ASKED_AGAIN.contains(lost.finding().code())) {
                    throw lost;
                }
                // the kept connection died while nobody used it: asking again is harmless
                close();
            }
        }
        return using(connect(USUAL_LIMIT), usable -> usable.query(sql, parameters));
    }

    @Override
    public int execute(String sql, @Nullable Object... parameters) {
        // telling twice may not be harmless, so the connection is tried first
        JdbcSession session = kept.pollFirst();
        if (session != null && !session.answers()) {
            session.close();
            session = null;
        }
        return using(session == null ? connect(USUAL_LIMIT) : session, usable -> usable.execute(sql, parameters));
    }

    @Override
    public SqlSession open(Duration limit) {
        return connect(limit);
    }

    @Override
    public SqlSession openToWatch(Duration limit) {
        return known(JdbcSession.openToWatch(connector, limit));
    }

    private JdbcSession connect(Duration limit) {
        return known(JdbcSession.open(connector, limit));
    }

    private JdbcSession known(JdbcSession session) {
        try {
            dialect.set(Dialect.of(session.serverVersion(), connector.name()));
        } catch (RuntimeException unsupported) {
            session.close();
            throw unsupported;
        }
        return session;
    }

    private <R> R using(JdbcSession session, Function<JdbcSession, R> use) {
        try {
            return use.apply(session);
        } finally {
            keep(session);
        }
    }

    private void keep(JdbcSession session) {
        if (session.isOpen() && kept.size() < KEPT) {
            kept.addFirst(session);
        } else {
            session.close();
        }
    }

    @Override
    public void close() {
        for (JdbcSession session = kept.pollFirst(); session != null; session = kept.pollFirst()) {
            session.close();
        }
    }

    @Override
    public String toString() {
        return connector.user() + " on " + connector.name() + ":" + connector.port();
    }
}
