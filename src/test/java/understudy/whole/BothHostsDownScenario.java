package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Till;

/**
 * The power of both hosts fails, and only the panel's machine goes on; they come back in either order. The danger: whoever boots first
 * is taken for the survivor. A replica that is half a minute quicker than its source would take over from one that is just coming
 * back, open, with sales that the other never got.
 */
@Tag("lab")
class BothHostsDownScenario {

    private static final Logger LOG = LoggerFactory.getLogger(BothHostsDownScenario.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** No machine boots faster. */
    private static final Duration TO_BOOT = Duration.ofSeconds(8);
    /** Between the two; longer than any verdict on a source that is really gone takes. */
    private static final Duration APART = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource({"uranus, ALL", "uranus, REPLICAS", "mercury, ALL"})
    void theSourceIsTheSourceAgainWhoeverComesBackFirst(String first, String bootClosed, @TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Till till = pair.openTill(Duration.ofMillis(5))) {
            pair.replicate();
            pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", true,
                    "bootClosed", bootClosed)).expecting(200);
            await("the policy is applied").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
            till.awaitSales(100);
            LabHost early = pair.lab.host(first);
            LabHost late = early == pair.mercury ? pair.uranus : pair.mercury;
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                List.of(pair.uranus, pair.mercury).forEach(BothHostsDownScenario::goesDown);
                isToldThatThePanelSeesNobody(pair);
                Thread.sleep(TO_BOOT);

                comesBack(early);
                Thread.sleep(APART);
                LOG.info("With {} alone: {}", first, pair.client.cluster(Pair.CLUSTER).get("diagnosis"));
                nobodyTookOver(pair);
                assertThat(pair.uranus == early && open(early)).as("the replica was opened").isFalse();

                comesBack(late);
                pair.client.awaitHealthy(Pair.CLUSTER);
                till.awaitSales(50);
                nobodyTookOver(pair);
                assertThat(open(pair.mercury)).isTrue();
                assertThat(open(pair.uranus)).isFalse();
                assertThat(watch.bothOpen()).isEmpty();
            }
            Aftermath.isClean(pair, till.stop(), "mercury");
        }
    }

    /** Not by the container: two that are stopped at once may come back with each other's address. */
    private static void goesDown(LabHost host) {
        host.exec("ip link set eth0 down; pkill -9 -x mysqld");
    }

    private static void comesBack(LabHost host) {
        host.exec("ip link set eth0 up");
        host.startServer();
    }

    private static void isToldThatThePanelSeesNobody(Pair pair) {
        await("the diagnosis").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            JsonNode diagnosis = pair.client.cluster(Pair.CLUSTER).get("diagnosis");
            assertThat(diagnosis.get("verdict").asString()).isEqualTo("PANEL_ISOLATED");
            assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
        });
    }

    private static boolean open(LabHost host) {
        return host.sql("SELECT @@read_only").equals("0");
    }

    private static void nobodyTookOver(Pair pair) {
        assertThat(pair.client.cluster(Pair.CLUSTER).get("source").asString()).isEqualTo("mercury");
        pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().forEach(operation ->
                assertThat(operation.get("kind").asString()).isNotEqualTo("FAILOVER"));
    }
}
