package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * The source dies, and the only candidate has received much and executed little. The danger: hours of sales that lie in its relay log
 * are thrown away, because somebody found that it took too long, because its applier was stopped, or because its admin had told it to
 * execute everything a minute or a day late.
 */
@Tag("lab")
class LateCandidateScenario {

    private static final String WALKS = """
            CREATE TABLE secondhand_production.walks (n INT, word VARCHAR(200));
            INSERT INTO secondhand_production.walks
              WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
              SELECT 1000 * (one.n - 1) + two.n, REPEAT('x', 150) FROM numbers one JOIN numbers two WHERE one.n <= 100;
            SET SESSION sql_log_bin = 0;
            ALTER TABLE secondhand_production.walks ADD INDEX (n)""";

    @TempDir
    static Path dir;
    private static Pair pair;
    private LabHost source;
    private LabHost candidate;

    @BeforeAll
    static void replicate() throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        pair.replicate();
    }

    @AfterAll
    static void close() throws Exception {
        pair.close();
    }

    /** The host that was replaced by the test before comes back. */
    @BeforeEach
    void inOrder() {
        if (pair.client.cluster(Pair.CLUSTER).get("hosts").toString().contains("DETACHED")) {
            pair.client.awaitPossible(Pair.CLUSTER, Map.of("kind", "REJOIN"));
            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN")));
            pair.client.awaitHealthy(Pair.CLUSTER);
        }
        source = pair.lab.host(pair.client.cluster(Pair.CLUSTER).get("source").asString());
        candidate = source == pair.mercury ? pair.uranus : pair.mercury;
    }

    /** The replica's table lacks an index that the source has: each event makes it walk through all rows. */
    @Test
    void isWaitedForAsLongAsItGetsOn() throws Exception {
        source.sql(WALKS);

        JsonNode applied = savesEverySale(
                () -> source.sql("UPDATE secondhand_production.walks SET word = UUID() WHERE n = 100000;".repeat(500)), () -> { });

        assertThat(applied.get("output").asString()).contains("received transactions to execute");
    }

    @Test
    void isStartedWhenItsApplierWasStopped() throws Exception {
        JsonNode applied = savesEverySale(() -> candidate.sql("STOP REPLICA SQL_THREAD"), () -> { });

        assertThat(applied.at("/plan/sql").toString()).contains("START REPLICA SQL_THREAD");
    }

    /** A day: more than any failover waits for something that stands still. */
    @Test
    void executesAtOnceWhatItsAdminWantsLate() throws Exception {
        JsonNode applied = savesEverySale(this::delay, () -> { });

        assertThat(applied.at("/plan/sql").toString()).contains("SOURCE_DELAY=0");
        assertThat(applied.get("output").asString()).contains("was told to execute everything 86400 s late");
    }

    /** The danger in the danger: a server whose channel rests throws away what it has received when that channel is changed. */
    @Test
    void executesAtOnceWhatItsAdminWantsLateThoughItsChannelRests() throws Exception {
        savesEverySale(this::delay, () -> candidate.sql("STOP REPLICA"));
    }

    private void delay() {
        candidate.sql("STOP REPLICA SQL_THREAD; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=86400; START REPLICA SQL_THREAD");
    }

    /** Without the dead source's disk: what the relay log has is all there is. Answers with the step that executed it. */
    private JsonNode savesEverySale(Runnable beforeTheSales, Runnable afterThem) throws Exception {
        beforeTheSales.run();
        Ledger ledger = sell();
        Pair.awaitReceived(source, candidate);
        afterThem.run();
        assertThat(Pair.compare(ledger, candidate).lost()).as("what is received and not executed").isNotEmpty();
        source.cutPower();
        try {
            pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
            JsonNode ended = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER,
                    Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER, "options", Map.of("acceptUnfenced", true))));

            assertThat(Pair.compare(ledger, candidate)).matches(Ledger.Comparison::agrees);
            assertThat(ended.at("/result/lostTransactions/count").asLong()).isZero();
            assertThat(candidate.sql("SELECT @@read_only")).isEqualTo("0");
            return step(ended, "apply-received");
        } finally {
            source.powerOn();
        }
    }

    private Ledger sell() {
        try (Till till = Till.open(Duration.ofMillis(2), source)) {
            till.awaitSales(300);
            return till.stop();
        }
    }

    private static JsonNode step(JsonNode operation, String name) {
        return StreamSupport.stream(operation.get("steps").spliterator(), false).filter(step -> step.get("name").asString().equals(name))
                .findFirst().orElseThrow();
    }
}
