package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * The source's disk is full: its server answers every question, and no sale ends. The danger: to take it for dead and open another,
 * where a deleted file would have been enough; and, when somebody does decide for the other, to lose a sale that was acknowledged, or
 * one that comes alive when there is room again.
 */
@Tag("lab")
class SourceDiskFullScenario {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Longer than any verdict that leads to a failover takes. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

    private Pair pair;

    @BeforeEach
    void replicate(@TempDir Path dir) throws Exception {
        pair = Pair.start(dir.resolve("data"), 2,
                LabHostSpec.host("mercury").smallDisk("/binlog", 64).serverConfig("log_bin=/binlog/mysql-bin"), LabHostSpec.host("uranus"));
        pair.replicate();
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", true)).expecting(200);
        await("the policy is applied").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    @AfterEach
    void close() throws Exception {
        pair.close();
    }

    @Test
    void waitsForRoomAndLosesNothing() throws Exception {
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
            till.awaitSales(50);
            fill();
            saysWhatHelps();
            Thread.sleep(LONG_ENOUGH);
            neverFailedOver();
            refusesASwitchoverThatWouldHang();

            pair.mercury.exec("rm /binlog/full");
            pair.client.awaitHealthy(Pair.CLUSTER);
            till.awaitSales(50);
            neverFailedOver();
            assertThat(watch.bothOpen()).isEmpty();
            Aftermath.isClean(pair, till.stop(), "mercury");
        }
    }

    @Test
    void failsOverWhenSomebodyDecidesSoAndLosesNothing() throws Exception {
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
            till.awaitSales(50);
            fill();
            saysWhatHelps();

            JsonNode failover = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)));
            till.awaitSales(50);
            Ledger ledger = till.stop();

            assertThat(failover.at("/result/fenced").asBoolean()).as(failover.toPrettyString()).isTrue();
            assertThat(failover.at("/result/lostTransactions/count").asInt()).as(failover.toPrettyString()).isZero();
            pair.mercury.exec("rm /binlog/full");
            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
            assertThat(watch.bothOpen()).isEmpty();
            watch.hasLookedAt(pair.uranus);
            Aftermath.isClean(pair, ledger, "uranus");
        }
    }

    private void fill() {
        pair.mercury.exec("dd if=/dev/zero of=/binlog/full bs=64k 2>/dev/null; true");
    }

    private void saysWhatHelps() {
        await("the diagnosis").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            JsonNode diagnosis = pair.client.cluster(Pair.CLUSTER).get("diagnosis");
            assertThat(diagnosis.get("verdict").asString()).isEqualTo("DISK_FULL");
            assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
            assertThat(diagnosis.get("whyNot").asString()).contains("goes on by itself as soon as there is room", "Free some space on mercury");
            assertThat(diagnosis.get("evidence").toString()).contains("0 MiB are free", "has not ended");
        });
        PanelPages pages = new PanelPages(pair.panel);
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
        assertThat(HtmlUtils.htmlUnescape(pages.get("/clusters/" + Pair.CLUSTER))).contains("The disk of mercury is full",
                "Free some space on mercury");
    }

    private void neverFailedOver() {
        assertThat(pair.client.cluster(Pair.CLUSTER).get("source").asString()).isEqualTo("mercury");
        pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().forEach(operation ->
                assertThat(operation.get("kind").asString()).isNotEqualTo("FAILOVER"));
        assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
    }

    private void refusesASwitchoverThatWouldHang() {
        PanelClient.Answer refused = pair.client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations", Map.of("kind", "SWITCHOVER"))
                .expecting(422);
        assertThat(refused.text()).contains("SourceWritesWait", "its disk is full", "Free some space on mercury");
    }
}
