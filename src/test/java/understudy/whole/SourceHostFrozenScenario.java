package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import understudy.lab.Ledger;

/**
 * The source's whole host stands still, as a virtual machine that is moved or saved, and goes on after the failover as if nothing had
 * been. The danger: it never was stopped, so it is open, and the application beside it sells on where nobody else will see it. Without
 * a fence nobody can prevent that; it has to be short, said, and nothing of it thrown away.
 */
@Tag("lab")
class SourceHostFrozenScenario {

    private static final Logger LOG = LoggerFactory.getLogger(SourceHostFrozenScenario.class);
    private static final Pattern STOOD_OPEN = Pattern.compile("It came back taking writes and was closed after ([^.]+\\d[^.]*)\\.");

    @Test
    void isClosedAtTheFirstLookAndWhatItTookIsShownAndKept(@TempDir Path dir) throws Exception {
        Takeover.Outcome outcome = Takeover.after(dir, true, new Frozen());

        assertThat(outcome.operation().get("result").get("fenced").asBoolean()).isFalse();
        assertThat(outcome.ledger().twice()).isEmpty();
        assertThat(outcome.ledger().refusedButThere()).isEmpty();
        assertThat(outcome.twoOpen()).as("times in which both took writes: only after it thawed").hasSizeLessThanOrEqualTo(1);
    }

    /** The host is frozen while the application beside its server sells. */
    private static final class Frozen implements Takeover.Story {

        private InnerTill inner;
        private LookEars looks;
        private Instant thawed;

        @Override
        public void strike(Pair pair) {
            inner = InnerTill.open(pair.mercury);
            pair.mercury.pause();
        }

        @Override
        public void mend(Pair pair) {
            looks = new LookEars(pair.panel);
            thawed = Instant.now();
            pair.mercury.unpause();
        }

        @Override
        public void look(Pair pair, TwoOpenWatch watch, Ledger ledger) throws Exception {
            List<LookEars.Look> since = looks.at("mercury", thawed);
            looks.close();
            LOG.info("Thawed at {}; the looks at it since: {}", thawed, since);
            assertThat(since).as("the panel sees that it is back").anyMatch(LookEars.Look::reachable);
            assertThat(since.stream().filter(LookEars.Look::writable)).as("looks that found it open: %s", since).hasSizeLessThanOrEqualTo(1);
            LOG.info("After it thawed mercury stood open for {} ms, and the panel says: {}", watch.lastOpen(pair.mercury).toMillis(),
                    stoodOpenByThePage(pair));
            whatItTookIsKept(pair, ledger);
        }

        private static String stoodOpenByThePage(Pair pair) {
            PanelPages pages = new PanelPages(pair.panel);
            pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
            String page = HtmlUtils.htmlUnescape(pages.get("/clusters/" + Pair.CLUSTER));
            assertThat(page).contains("mercury came back and took writes, though uranus is the source now");
            Matcher said = STOOD_OPEN.matcher(page);
            assertThat(said.find()).as("the page says how long it stood open: %s", page).isTrue();
            return said.group(1);
        }

        private void whatItTookIsKept(Pair pair, Ledger ledger) throws Exception {
            List<String> missing = new ArrayList<>(inner.sold());
            missing.removeAll(List.of(pair.uranus.sql("SELECT receipt FROM secondhand_production.sellings").split("\n")));
            LOG.info("{} sales were acknowledged beside it that the new source never had", missing.size());
            assertThat(missing).as("sales of the open time").isNotEmpty();
            missing.addAll(Pair.compare(ledger, pair.uranus).lost());
            JsonNode stopped = pair.client.awaitEnd(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
            assertThat(stopped.at("/error/code").asString("")).as(stopped.toPrettyString()).isEqualTo("ErrantTransactions");
            String file = stopped.at("/error/evidence/file").asString();
            assertThat(pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/kept-files/" + file).expecting(200).text()).contains(missing);
            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury", "confirm", "mercury",
                    "options", Map.of("discardErrant", true))));
            pair.client.awaitHealthy(Pair.CLUSTER);
        }
    }
}
