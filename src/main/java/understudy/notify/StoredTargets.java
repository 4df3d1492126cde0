package understudy.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import understudy.access.Secrets;

/** The targets in the store, their secrets sealed. */
@Component
class StoredTargets {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = """
            SELECT t.*, (SELECT COUNT(*) FROM notification n WHERE n.target = t.name AND n.done = 0) AS waiting
              FROM notification_target t""";

    private final JdbcClient store;
    private final Secrets secrets;
    private final Clock clock;

    StoredTargets(JdbcClient store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    List<NotificationTarget> all() {
        return store.sql(COLUMNS + " ORDER BY t.name").query((row, number) -> target(row)).list();
    }

    Optional<NotificationTarget> find(String name) {
        return store.sql(COLUMNS + " WHERE t.name = ?").param(name).query((row, number) -> target(row)).optional();
    }

    @Transactional
    void add(String name, Way way, @Nullable String secret, String by) {
        store.sql("INSERT INTO notification_target (name, kind, settings, sealed_secret, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)")
                .param(name).param(way.kind().name()).param(JSON.writeValueAsString(way))
                .param(secret == null ? null : secrets.seal(secret, purpose(name)))
                .param(clock.instant().toEpochMilli()).param(by)
                .update();
    }

    @Transactional
    void remove(String name) {
        store.sql("DELETE FROM notification_target WHERE name = ?").param(name).update();
    }

    /** What signs its messages or logs it in; null when it needs none. Never shown. */
    @Nullable String secret(String name) {
        return store.sql("SELECT sealed_secret FROM notification_target WHERE name = ?").param(name)
                .query((row, number) -> Optional.ofNullable(row.getString(1))).optional().flatMap(sealed -> sealed)
                .map(sealed -> secrets.open(sealed, purpose(name))).orElse(null);
    }

    /** Remembers how a try ended. */
    @Transactional
    void tried(String name, Sent sent) {
        store.sql("UPDATE notification_target SET tried_at = ?, delivered = ?, said = ? WHERE name = ?")
                .params(clock.instant().toEpochMilli(), sent instanceof Sent.Delivered ? 1 : 0, sent.said(), name).update();
    }

    private static String purpose(String name) {
        return "notification/" + name;
    }

    private static NotificationTarget target(ResultSet row) throws SQLException {
        String settings = row.getString("settings");
        Way way = switch (Way.Kind.valueOf(row.getString("kind"))) {
            case WEBHOOK -> JSON.readValue(settings, Way.Webhook.class);
            case MAIL -> JSON.readValue(settings, Way.Mail.class);
        };
        String said = row.getString("said");
        return new NotificationTarget(row.getString("name"), way, Instant.ofEpochMilli(row.getLong("created_at")), row.getString("created_by"),
                row.getInt("waiting"), said == null ? null : new NotificationTarget.LastTry(
                        Instant.ofEpochMilli(row.getLong("tried_at")), row.getInt("delivered") == 1, said));
    }
}
