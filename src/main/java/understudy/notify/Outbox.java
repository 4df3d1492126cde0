package understudy.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is still to be told, in the store: a restart of the panel loses none of it, and tells at most the one under way twice. */
@Component
class Outbox {

    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final JdbcClient store;
    private final NotifySettings settings;
    private final Clock clock;

    Outbox(JdbcClient store, NotifySettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** A message on its way to one target. @param failed tries that failed already */
    record Letter(long id, String target, int failed, Message message) {
    }

    /** Puts a message in for every target that there is now; says whether there is any. The same event is put in once. */
    @Transactional
    boolean put(Message message) {
        long now = clock.instant().toEpochMilli();
        return store.sql("""
                INSERT OR IGNORE INTO notification (target, event, message, failed, next_at, done, added_at)
                SELECT name, ?, ?, 0, ?, 0, ? FROM notification_target""")
                .params(message.id(), message.json(), now, now).update() > 0;
    }

    /** When each target has something to be told next. */
    Map<String, Instant> next() {
        Map<String, Instant> next = new HashMap<>();
        store.sql("SELECT target, MIN(next_at) FROM notification WHERE done = 0 GROUP BY target")
                .query(row -> {
                    next.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
                });
        return next;
    }

    /** What this target is to be told now: the oldest first. */
    Optional<Letter> due(String target) {
        return store.sql("""
                SELECT id, target, failed, message FROM notification
                 WHERE target = ? AND done = 0 AND next_at <= ? ORDER BY id LIMIT 1""")
                .params(target, clock.instant().toEpochMilli())
                .query((row, number) -> new Letter(row.getLong(1), row.getString(2), row.getInt(3), Message.of(row.getString(4))))
                .optional();
    }

    /** It was delivered. */
    @Transactional
    void delivered(Letter letter) {
        store.sql("UPDATE notification SET done = 1, next_at = NULL WHERE id = ?").param(letter.id()).update();
        store.sql("DELETE FROM notification WHERE done = 1 AND added_at < ?")
                .param(clock.instant().minus(REMEMBERED).toEpochMilli()).update();
    }

    /** It wasn't; it is tried again after a growing pause, or given up. */
    @Transactional
    void failed(Letter letter) {
        int failed = letter.failed() + 1;
        Instant next = clock.instant().plus(settings.pauseAfter(failed));
        store.sql("UPDATE notification SET failed = ?, next_at = ?, done = ? WHERE id = ?")
                .params(failed, next.toEpochMilli(), failed < settings.tries() ? 0 : 1, letter.id()).update();
    }
}
