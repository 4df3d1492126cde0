package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Shopper;

/**
 * The source's host dies with the shop on it, and comes back later as it was. The danger: the shop on the other host goes on talking to
 * the dead, or the old shop, whose file names the server beside it, sells what nobody will ever find.
 */
@Tag("lab")
class RouteFailoverScenario {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFailoverScenario.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration PERIOD = Duration.ofMillis(20);

    @Test
    void theSurvivingShopSellsAndTheOldOneSellsNothingBeforeItIsLedThere(@TempDir Path dir) throws Exception {
        try (Pair pair = Shops.start(dir.resolve("data"))) {
            String file = pair.mercury.exec("cat " + LabApplication.DATABASE_YML);
            Shops.routeFiles(pair);
            Shops.lead(pair);
            bootClosed(pair);
            Ledger before = sellAndDie(pair);

            JsonNode failover = pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
            tellsBothOutages(pair, failover);
            assertThat(failover.at("/result/lostTransactions/atLeast").asBoolean()).as("the dead can't be read").isTrue();

            pair.mercury.powerOn();
            Shops.fileNames(pair.mercury, pair.mercury, file);
            List<String> lost = Pair.compare(before, pair.uranus).lost();
            assertThat(lost).as("sales that the replica never got").hasSizeGreaterThanOrEqualTo(15);
            Ledger after = comesBack(pair, lost);
            Shops.agrees(pair, before, lost);
            Shops.agrees(pair, after, List.of());
            Shops.fileNames(pair.mercury, pair.uranus, file);
        }
    }

    /** As it is where the panel fails over by itself: a source that returns from the dead takes no write. */
    private static void bootClosed(Pair pair) {
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("bootClosed", "ALL")).expecting(200);
        await("the policy is applied").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    /** Some sales were confirmed that the replica never got; then the shopper goes to the other shop. */
    private static Ledger sellAndDie(Pair pair) throws Exception {
        try (Shopper shopper = Shopper.send(PERIOD, Shops.on(pair.mercury).url(), Shops.on(pair.uranus).url())) {
            shopper.awaitSales(50);
            pair.uranus.sql("STOP REPLICA IO_THREAD");
            shopper.awaitSales(20);
            pair.mercury.cutPower();
            pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
            pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "host", "uranus", "confirm", Pair.CLUSTER,
                    "options", Map.of("acceptUnfenced", true)));
            await("the shop on uranus follows").atMost(LIMIT).until(() -> Shops.on(pair.uranus).server().equals("uranus"));
            shopper.awaitSales(50);
            return shopper.stop();
        }
    }

    private static void tellsBothOutages(Pair pair, JsonNode failover) {
        LOG.info("The failover says {}", failover.get("result"));
        assertThat(failover.at("/result/writeOutageMillis").isNumber()).isTrue();
        assertThat(failover.at("/result/applicationSwitchMillis").isNumber()).isTrue();
        assertThat(failover.toString()).contains("mercury gives no answer, so the application on mercury follows when it rejoins");
        PanelPages pages = new PanelPages(pair.panel);
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
        assertThat(pages.get("/operations/" + failover.get("id").asString())).contains("Writes paused", "The application paused");
    }

    /** Its shop is open all the while, and sells first when it is led to uranus. */
    private static Ledger comesBack(Pair pair, List<String> lost) throws Exception {
        try (Shopper shopper = Shopper.send(PERIOD, Shops.on(pair.mercury).url())) {
            await("customers are told no").atMost(LIMIT).until(() -> shopper.failures().stream().anyMatch(no -> no.said().contains("read-only")));
            String file = stopsBeforeAnythingIsThrownAway(pair);
            assertThat(shopper.confirmed()).as("sales by the old server").isZero();
            List<String> onlyThere = onlyOnMercury(pair);
            assertThat(onlyThere).containsAll(lost);
            assertThat(pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/kept-files/" + file).expecting(200).text()).contains(onlyThere);

            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury", "confirm", "mercury",
                    "options", Map.of("discardErrant", true))));

            assertThat(Shops.on(pair.mercury).server()).isEqualTo("uranus");
            shopper.awaitSales(50);
            return shopper.stop();
        }
    }

    private static String stopsBeforeAnythingIsThrownAway(Pair pair) {
        pair.client.awaitPossible(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury"));
        JsonNode stopped = pair.client.awaitEnd(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
        assertThat(stopped.at("/error/code").asString("")).as(stopped.toPrettyString()).isEqualTo("ErrantTransactions");
        return stopped.at("/error/evidence/file").asString();
    }

    private static List<String> onlyOnMercury(Pair pair) {
        List<String> receipts = new ArrayList<>(receipts(pair.mercury));
        receipts.removeAll(receipts(pair.uranus));
        return receipts;
    }

    private static List<String> receipts(LabHost host) {
        return Arrays.asList(host.sql("SELECT receipt FROM secondhand_production.sellings WHERE receipt LIKE 'till-%'").split("\n"));
    }
}
