package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.Till;
import understudy.whole.KilledPanel.Death;

/**
 * The source is dead, and the panel that replaces it is killed at every step of the failover, and then at every step of the old
 * source's way back. The danger: a night with two deaths in it. What the first life had half saved is taken for saved by the next, a
 * candidate is opened beside a source that nobody fenced, a sale that only the dead source's disk has is forgotten, or writes that
 * only the old source has are thrown away before they were kept.
 */
@Tag("lab")
class KilledPanelFailoverScenario {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Where the middle of an act is. */
    private static final Map<String, Integer> OF_FAILOVER = Map.of("apply-received", 400, "salvage", 500, "fence", 30, "open-candidate", 0);
    private static final Map<String, Integer> OF_REJOIN = Map.of("start-server", 200, "keep-errant", 30, "empty-replica", 50,
            "copy-data", 500, "follow-source", 20);

    /** So long that they are cut off in the middle for certain; a quicker act may have come to its end. */
    private static final Set<String> LONG = Set.of("apply-received@uranus", "salvage@uranus", "copy-data@mercury");

    /** Each acts for certain, and the journal doesn't know. */
    private static final Set<String> ACTS_IN_FAILOVER = Set.of("confirm-death@mercury", "fence@mercury",
            "salvage@uranus", "open-candidate@uranus", "declare-roles@", "forget-source@uranus", "enable-events@uranus",
            "set-server-options@uranus", "report-losses@uranus", "prove-takeover@uranus");
    private static final Set<String> ACTS_IN_REJOIN = Set.of("keep-errant@mercury", "mark-unusable@", "empty-replica@mercury",
            "copy-data@mercury", "follow-source@mercury", "start-replication@mercury", "declare-role@", "prove-write@uranus");

    @Test
    void savesEverySaleAndBringsTheOldSourceBackThoughThePanelDiesAtEveryStep(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 4); Till till = pair.openTill(Duration.ofMillis(4))) {
            pair.mercury.sql("CREATE EVENT secondhand_production.tick ON SCHEDULE EVERY 1 DAY DO DELETE FROM secondhand_production.news WHERE 0");
            pair.replicate();
            dieWithMuchUnsentAndMuchUnexecuted(pair, till);
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                failsOver(pair);
                till.awaitSales(20);
                assertThat(watch.bothOpen()).as("two servers took writes").isEmpty();
            }
            writeOnTheOldSourceBehindThePanelsBack(pair);
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                comesBack(pair);
                till.awaitSales(20);
                assertThat(watch.bothOpen()).as("two servers took writes").isEmpty();
                assertThat(watch.looks()).isGreaterThan(500);
            }
            Aftermath.isClean(pair, till.stop(), "uranus");
            assertThat(pair.mercury.sql("SELECT COUNT(*) FROM secondhand_production.users WHERE id = 940001")).isEqualTo("0");
        }
    }

    /** What the replica has received waits to be executed, and then it fetches no more while the source goes on selling until it dies. */
    private static void dieWithMuchUnsentAndMuchUnexecuted(Pair pair, Till till) {
        pair.uranus.sql("STOP REPLICA SQL_THREAD");
        till.awaitSales(1500);
        pair.uranus.sql("STOP REPLICA IO_THREAD");
        till.awaitSales(400);
        pair.mercury.killServer();
        pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
    }

    private static void failsOver(Pair pair) throws Exception {
        List<Death> deaths = new KilledPanel(pair, OF_FAILOVER)
                .killAtEachStepOf(Map.of("kind", "FAILOVER", "host", "uranus", "confirm", Pair.CLUSTER));

        JsonNode result = killedInEarnest(pair, deaths, ACTS_IN_FAILOVER).get("result");
        assertThat(result.get("source").asString()).isEqualTo("uranus");
        assertThat(result.get("fenced").asBoolean()).isTrue();
        assertThat(result.get("lostTransactions").toString()).isEqualTo("{\"count\":0}");
        assertThat(pair.uranus.sql("SELECT status FROM information_schema.events WHERE event_name = 'tick'")).isEqualTo("ENABLED");
    }

    /** Opened with the panel away, as somebody does who means to help. */
    private static void writeOnTheOldSourceBehindThePanelsBack(Pair pair) throws Exception {
        pair.panel.kill();
        pair.mercury.startServer();
        assertThat(pair.mercury.sql("SELECT @@read_only, @@super_read_only")).as("boots closed").isEqualTo("1\t1");
        pair.mercury.sql("SET GLOBAL read_only = OFF; INSERT INTO secondhand_production.users (id, first_name, email, created_at, updated_at)"
                + " VALUES (940001, 'Errant', '940001@example.com', NOW(), NOW()); SET GLOBAL super_read_only = ON");
        pair.mercury.killServer();
        pair.panel.startAgain();
        await("mercury is gone").atMost(LIMIT).until(() -> !pair.mercury.serverAnswers());
    }

    private static void comesBack(Pair pair) throws Exception {
        List<Death> deaths = new KilledPanel(pair, OF_REJOIN).killAtEachStepOf(Map.of("kind", "REJOIN", "host", "mercury",
                "confirm", "mercury", "options", Map.of("discardErrant", true)));

        JsonNode errant = killedInEarnest(pair, deaths, ACTS_IN_REJOIN).get("result").get("errantTransactions");
        assertThat(errant.get("changes").asString()).contains("1 row inserted into secondhand_production.users");
        assertThat(errant.get("inFile").asLong()).isEqualTo(errant.get("count").asLong());
    }

    private static JsonNode killedInEarnest(Pair pair, List<Death> deaths, Set<String> acts) {
        JsonNode ended = pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        assertThat(deaths.stream().filter(death -> death.moment().equals("before-ended"))).hasSize(ended.get("steps").size());
        Set<String> acted = new HashSet<>();
        deaths.stream().filter(death -> death.acted() || death.whileActing()).forEach(death -> acted.add(death.step()));
        assertThat(acted).as("killed while or after it acted: %s", deaths).containsAll(acts);
        assertThat(deaths).filteredOn(death -> LONG.contains(death.step()) && death.moment().equals("during")).isNotEmpty()
                .allMatch(Death::whileActing);
        return ended;
    }
}
