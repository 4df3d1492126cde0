package understudy.notify;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.access.Secrets;
import understudy.operation.OperationView;
import understudy.operation.Operations;

/** The room over a real store; opened again on the same folder it is the panel after a restart. */
final class Room implements AutoCloseable {

    static final NotifySettings QUICK = new NotifySettings(
            Duration.ofSeconds(2), Duration.ofMillis(40), Duration.ofMillis(200), 5, Duration.ofSeconds(30));

    final List<String> audited = new ArrayList<>();
    final Operations operations = mock(Operations.class);
    final JdbcClient store;
    final NotificationDesk desk;
    final Announcer announcer;
    final Outbox outbox;
    final Postman postman;
    private final HikariDataSource source;

    Room(Path folder, NotifySettings settings) {
        source = new HikariDataSource();
        source.setJdbcUrl("jdbc:sqlite:" + folder.resolve("understudy.db")
                + "?journal_mode=WAL&foreign_keys=true&busy_timeout=5000&transaction_mode=IMMEDIATE");
        Flyway.configure().dataSource(source).locations("classpath:db/migration/sqlite").load().migrate();
        store = JdbcClient.create(source);
        Clock clock = Clock.systemUTC();
        StoredTargets targets = new StoredTargets(store, new Envelope(), clock);
        outbox = new Outbox(store, settings, clock);
        Senders senders = new Senders(targets, new WebhookSender(settings, clock), new LetterSender(settings));
        postman = new Postman(outbox, targets, senders, clock);
        desk = new AuditedDesk(targets, senders, new Envelope(),
                (actor, action, subject, outcome) -> audited.add(action + " " + subject + " " + outcome), clock);
        announcer = new Announcer(operations, outbox, postman, settings);
        postman.start();
    }

    /** What the step engine says of this operation. */
    void knows(OperationView view) {
        when(operations.find(anyString())).thenReturn(Optional.of(view));
    }

    @Override
    public void close() {
        postman.stop();
        source.close();
    }

    /** Not secret, but no longer readable at a glance: shows in the store whether something was sealed at all. */
    private static final class Envelope implements Secrets {

        @Override
        public String seal(String secret, String purpose) {
            return purpose + "=" + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String open(String sealed, String purpose) {
            if (!sealed.startsWith(purpose + "=")) {
                throw new IllegalArgumentException("sealed for something else");
            }
            return new String(Base64.getDecoder().decode(sealed.substring(purpose.length() + 1)), StandardCharsets.UTF_8);
        }

        @Override
        public String random() {
            return "made-by-the-panel-0123456789";
        }
    }
}
