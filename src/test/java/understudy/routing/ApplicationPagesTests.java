package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.replication.Notes;
import understudy.store.MovableClock;

/**
 * Whether the proof at a promotion's end could succeed, known beforehand. The dangers: a shop that can't write under a green readiness,
 * a page that hangs and hides everything else that was seen, and a panel that fills the application's error log with its questions.
 */
class ApplicationPagesTests {

    private static final String HEALTH = "http://localhost/up";
    private static final String WRITE = "http://localhost/write?token={token}";

    private final ApplicationHost mercury = new ApplicationHost();
    private final LocalPages pages = new LocalPages().with("/up", () -> health()).with("/write", () -> write());
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final WritePages writes = new WritePages(clock);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private boolean hangs;
    private int write = 404;

    @BeforeEach
    void leadsToThem() {
        mercury.line = pages::line;
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        pages.close();
    }

    private int health() {
        if (hangs) {
            try {
                hanging.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        return 200;
    }

    private int write() {
        return write;
    }

    private List<String> unwell(ApplicationPages asked) {
        return asked.unwell(mercury, "mercury", Duration.ofMillis(500)).stream().map(Finding::code).toList();
    }

    private ApplicationPages both() {
        return new ApplicationPages(HEALTH, WRITE, writes);
    }

    @Test
    void asksThePageToWriteThroughOnceAnHourAndWritesNothing() {
        assertThat(unwell(both())).as("a page made to be posted to may answer anything but that it fails").isEmpty();
        assertThat(unwell(both())).isEmpty();
        assertThat(pages.asked).containsExactly("GET /up", "HEAD /write?token=", "GET /up");

        clock.pass(Duration.ofHours(1));
        write = 500;

        assertThat(unwell(both())).containsExactly("WritePageFails");
        write = 200;
        assertThat(unwell(both())).as("it isn't asked again").containsExactly("WritePageFails");
        both().rehearse(mercury, "mercury", mercury.journal());
        assertThat(unwell(both())).as("it was rehearsed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"204, something answers at its page to write through (204)", "422, something answers at its page to write through (422)",
        "404, there is no such page", "403, without a password", "401, without a password"})
    void saysInARehearsalWhatThePageToWriteThroughAnswers(int status, String said) {
        write = status;
        Notes journal = new Notes();

        both().rehearse(mercury, "mercury", journal);

        assertThat(journal.lines.getLast()).contains(String.valueOf(status), said).endsWith("; nothing was written");
        assertThat(journal.lines.getLast().contains("without being posted to")).isEqualTo(List.of(401, 403, 404).contains(status));
    }

    @Test
    void saysWhatNobodyCanProve() {
        assertThat(unwell(new ApplicationPages(null, null, writes))).containsExactly("ApplicationUnasked");
        assertThat(unwell(new ApplicationPages(HEALTH, null, writes))).containsExactly("WriteUnproven");
        assertThat(new ApplicationPages(HEALTH, null, writes).unwell(mercury, "mercury")).extracting(RouteLook::warning).extracting(Finding::severity)
                .as("many applications have no such page; that alone isn't amber").containsExactly(Severity.INFO);
    }

    @Test
    void waitsOnlyBrieflyForAPageThatHangs() {
        hangs = true;

        assertThat(unwell(both())).containsExactly("PageUnreachable");
        assertThat(pages.asked).as("who isn't well isn't asked to write").containsExactly("GET /up");
    }
}
