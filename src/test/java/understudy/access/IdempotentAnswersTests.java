package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.access.IdempotentAnswers.Answer;
import understudy.access.IdempotentAnswers.Known;
import understudy.store.MovableClock;
import understudy.store.StoreTest;

@StoreTest
@Import(SecretsConfiguration.class)
class IdempotentAnswersTests {

    private static final Answer DONE = new Answer(202, "/api/v1/operations/7", "application/json", "{\"token\": \"s3cret\"}");

    @Autowired
    private JdbcClient store;

    @Autowired
    private Secrets secrets;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private IdempotentAnswers answers;

    @BeforeEach
    void start() {
        answers = new IdempotentAnswers(store, secrets, clock);
    }

    @Test
    void remembersAnAnswerForADay() {
        assertThat(answers.take("anna", "k", "hash")).isEqualTo(new Known.New());
        assertThat(answers.take("anna", "k", "hash")).isEqualTo(new Known.UnderWay());
        answers.keep("anna", "k", DONE);

        assertThat(answers.take("anna", "k", "hash")).isEqualTo(new Known.Answered(DONE));
        assertThat(answers.take("anna", "k", "other")).isEqualTo(new Known.OtherRequest());
        assertThat(answers.take("bert", "k", "other")).isEqualTo(new Known.New());
        clock.pass(Duration.ofDays(1).plusMillis(1));
        assertThat(answers.take("anna", "k", "other")).isEqualTo(new Known.New());
    }

    @Test
    void saysThatAnAnswerWasLostWhenThePanelStoppedInTheMiddle() {
        answers.take("anna", "k", "hash");
        clock.pass(Duration.ofSeconds(1));
        start();

        assertThat(answers.take("anna", "k", "hash")).isEqualTo(new Known.Lost());
        assertThat(answers.take("anna", "k", "other")).isEqualTo(new Known.OtherRequest());
    }

    @Test
    void storesNeitherRequestNorAnswerInClear() {
        answers.take("anna", "k", "hash-of-a-password");
        answers.keep("anna", "k", DONE);

        assertThat(store.sql("SELECT request_hash || body FROM idempotent_answer").query(String.class).single())
                .doesNotContain("s3cret").doesNotContain("hash-of-a-password");
    }
}
