package understudy.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers already given to requests with an {@code Idempotency-Key}, for a day. Requests and answers may hold secrets, so both are
 * sealed.
 */
@Component
public class IdempotentAnswers {

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient store;
    private final Secrets secrets;
    private final Clock clock;
    private final Instant startedAt;

    IdempotentAnswers(JdbcClient store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** An answer as it was sent. */
    public record Answer(int status, @Nullable String location, @Nullable String contentType, String body) {
    }

    /** What is known of a key. */
    public sealed interface Known {

        /** Nothing; now it is taken: do it, then {@link #keep} what was answered, whatever it was. */
        record New() implements Known {
        }

        /** The same request was answered so. */
        record Answered(Answer answer) implements Known {
        }

        /** The same request is under way. */
        record UnderWay() implements Known {
        }

        /** The panel stopped in the middle of the same request: whether it was done isn't known. */
        record Lost() implements Known {
        }

        /** It was used for another request. */
        record OtherRequest() implements Known {
        }
    }

    /**
     * Takes the key, or says what became of the request that took it.
     *
     * @param requestHash of everything that makes the request what it is
     */
    @Transactional
    public Known take(String actor, String key, String requestHash) {
        Instant now = clock.instant();
        store.sql("DELETE FROM idempotent_answer WHERE at < ?").param(now.minus(KEPT).toEpochMilli()).update();
        Known known = store.sql("SELECT request_hash, status, location, content_type, body, at FROM idempotent_answer "
                        + "WHERE actor = ? AND key = ?").params(actor, key)
                .query((row, number) -> known(actor, key, requestHash, row)).optional().orElse(new Known.New());
        if (known instanceof Known.New) {
            store.sql("INSERT INTO idempotent_answer (actor, key, request_hash, at) VALUES (?, ?, ?, ?)")
                    .params(actor, key, secrets.seal(requestHash, purpose(actor, key)), now.toEpochMilli()).update();
        }
        return known;
    }

    private Known known(String actor, String key, String requestHash, java.sql.ResultSet row) throws java.sql.SQLException {
        if (!secrets.open(row.getString("request_hash"), purpose(actor, key)).equals(requestHash)) {
            return new Known.OtherRequest();
        }
        int status = row.getInt("status");
        if (row.wasNull()) {
            // doing it again could do it twice: a second switchover leads back to the old source
            return row.getLong("at") < startedAt.toEpochMilli() ? new Known.Lost() : new Known.UnderWay();
        }
        return new Known.Answered(new Answer(status, row.getString("location"), row.getString("content_type"),
                secrets.open(row.getString("body"), purpose(actor, key))));
    }

    /** Keeps the answer of a taken key. */
    public void keep(String actor, String key, Answer answer) {
        store.sql("UPDATE idempotent_answer SET status = ?, location = ?, content_type = ?, body = ? WHERE actor = ? AND key = ?")
                .param(answer.status()).param(answer.location()).param(answer.contentType())
                .param(secrets.seal(answer.body(), purpose(actor, key))).param(actor).param(key).update();
    }

    private static String purpose(String actor, String key) {
        return "idempotent/" + actor + "/" + key;
    }
}
