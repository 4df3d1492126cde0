package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.NetworkCut;
import understudy.lab.Till;

/**
 * The network between the source and its replica is cut; the panel and the application reach both. The danger: the replica swears that
 * the source is gone, and whoever believes it opens a second server beside one that sells.
 */
@Tag("lab")
class ReplicaCutOffScenario {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Longer than any verdict that leads to a failover takes, and than the replica's own patience. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @Test
    void changesNothingSaysWhyAndHealsWhenTheNetworkIsBack(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Till till = pair.openTill(Duration.ofMillis(5))) {
            pair.replicate();
            pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", true)).expecting(200);
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                till.awaitSales(50);
                try (NetworkCut cut = NetworkCut.between(pair.mercury, pair.uranus)) {
                    saysWhatIsTheMatter(pair);
                    Thread.sleep(LONG_ENOUGH);
                    till.awaitSales(50);
                    nothingWasDone(pair);
                }
                pair.client.awaitHealthy(Pair.CLUSTER);
                nothingWasDone(pair);
                assertThat(watch.bothOpen()).isEmpty();
                watch.hasLookedAt(pair.mercury);
                watch.hasLookedAt(pair.uranus);
            }
            everySaleIsOnBoth(pair, till.stop());
        }
    }

    private static void saysWhatIsTheMatter(Pair pair) {
        await("the diagnosis").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            JsonNode diagnosis = pair.client.cluster(Pair.CLUSTER).get("diagnosis");
            assertThat(diagnosis.get("verdict").asString()).isEqualTo("REPLICAS_BROKEN");
            assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
            assertThat(diagnosis.get("summary").asString()).contains("The source is well", "uranus");
            assertThat(diagnosis.get("whyNot").asString()).contains("mercury works, so there is nothing to fail over from");
        });
        PanelPages pages = new PanelPages(pair.panel);
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
        assertThat(HtmlUtils.htmlUnescape(pages.get("/clusters/" + Pair.CLUSTER))).contains("The source is well");
        PanelClient.Answer byHand = pair.client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations",
                Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)).expecting(422);
        assertThat(byHand.text()).as("by hand neither").contains("SourceAlive", "Switch over instead");
    }

    private static void nothingWasDone(Pair pair) {
        assertThat(pair.client.cluster(Pair.CLUSTER).get("source").asString()).isEqualTo("mercury");
        pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().forEach(operation ->
                assertThat(operation.get("kind").asString()).isNotEqualTo("FAILOVER"));
        assertThat(pair.mercury.sql("SELECT @@read_only")).isEqualTo("0");
        assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
    }

    private static void everySaleIsOnBoth(Pair pair, Ledger ledger) throws Exception {
        String all = pair.mercury.sql("SELECT @@gtid_executed");
        await("uranus has caught up").atMost(LIMIT).until(() ->
                pair.uranus.sql("SELECT GTID_SUBSET('" + all + "', @@gtid_executed)").equals("1"));
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
        }
    }
}
