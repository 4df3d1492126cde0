package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * The source is dead, and while the panel promotes the only replica, that one's server dies too and comes back. The danger: a candidate
 * that is left half-way, opened without what it had received; one that comes back closed and stays so with everybody sent to it; or
 * a failover that never ends and lets no other begin.
 */
@Tag("lab")
class CandidateKilledScenario {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateKilledScenario.class);
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private Pair pair;

    @BeforeEach
    void replicate(@TempDir Path dir) throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        pair.replicate();
    }

    @AfterEach
    void close() throws Exception {
        pair.close();
    }

    @Test
    void beforeItIsOpenedThePanelTriesAgainWhenItIsBack() throws Exception {
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true)).expecting(200);
        await("the policy is applied").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
            till.awaitSales(50);
            try (Connection applier = pair.uranus.jdbc(); Statement held = applier.createStatement()) {
                held.execute("LOCK TABLES secondhand_production.sellings READ");
                till.awaitSales(100);
                pair.mercury.killServer();
                await("it executes what it has received").atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() ->
                        stepState(failover(), "apply-received").equals("RUNNING"));
                pair.uranus.killServer();
            }
            await("the panel has noticed").atMost(LIMIT).until(() -> !stepState(failover(), "apply-received").equals("RUNNING"));
            LOG.info("Without its candidate the failover is {}: {}", failover().get("state"), failover().get("error"));
            assertThat(pair.client.cluster(Pair.CLUSTER).get("source").asString()).isEqualTo("mercury");

            pair.uranus.startServer();
            isTheSourceWithEverySale(till, watch);
        }
    }

    /** As a replica it starts closed, whatever the policy: it was killed before its option files were told otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"REPLICAS", "ALL"})
    void afterItWasOpenedTheFailoverGoesOnWhenItIsBack(String bootClosed) throws Exception {
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("bootClosed", bootClosed)).expecting(200);
        await("the policy is applied").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
            till.awaitSales(100);
            pair.mercury.killServer();
            await("the panel knows").atMost(LIMIT).until(() ->
                    pair.client.cluster(Pair.CLUSTER).get("diagnosis").get("verdict").asString().equals("SERVER_DEAD"));
            String failover = pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER, "pace", "STEP"));
            continuesUntil(failover, "open-candidate");
            till.awaitSales(20);
            pair.uranus.killServer();
            pair.client.post("/api/v1/operations/" + failover + "/continue", Map.of()).expecting(202);
            await("it can't go on").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() ->
                    !pair.client.operation(failover).get("state").asString().equals("RUNNING"));
            LOG.info("Without its new source the failover is {}: {}", pair.client.operation(failover).get("state"),
                    pair.client.operation(failover).get("error"));

            pair.uranus.startServer();
            goesOnToItsEnd(failover);
            isTheSourceWithEverySale(till, watch);
        }
    }

    private JsonNode failover() {
        return pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().valueStream()
                .filter(operation -> operation.get("kind").asString().equals("FAILOVER")).findFirst()
                .map(operation -> pair.client.operation(operation.get("id").asString()))
                .orElseGet(() -> pair.client.cluster(Pair.CLUSTER));
    }

    private static String stepState(JsonNode operation, String name) {
        for (JsonNode step : operation.path("steps")) {
            if (step.get("name").asString().equals(name)) {
                return step.get("state").asString();
            }
        }
        return "";
    }

    /** Presses the button for each step up to this one. */
    private void continuesUntil(String id, String step) {
        await(step).atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            JsonNode now = pair.client.operation(id);
            assertThat(now.get("state").asString()).as(now.toPrettyString()).isIn("RUNNING", "WAITING", "PENDING");
            boolean done = stepState(now, step).equals("DONE");
            if (!done && now.get("state").asString().equals("WAITING")) {
                pair.client.post("/api/v1/operations/" + id + "/continue", Map.of()).expecting(202);
            }
            return done;
        });
    }

    private void goesOnToItsEnd(String id) {
        await("the failover ends").atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            JsonNode now = pair.client.operation(id);
            if (now.get("state").asString().equals("WAITING")) {
                pair.client.post("/api/v1/operations/" + id + "/continue", Map.of()).expecting(202);
            }
            if (now.get("state").asString().equals("FAILED")) {
                LOG.info("Pressing Retry after {}", now.get("error"));
                pair.client.post("/api/v1/operations/" + id + "/retry", Map.of()).expecting(202);
            }
            assertThat(now.get("state").asString()).as(now.toPrettyString()).isEqualTo("SUCCEEDED");
        });
    }

    private void isTheSourceWithEverySale(Till till, TwoOpenWatch watch) throws Exception {
        await("uranus is the source").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).get("source").asString().equals("uranus"));
        JsonNode ended = pair.client.awaitSuccess(failover().get("id").asString());
        till.awaitSales(50);
        Ledger ledger = till.stop();
        assertThat(ended.at("/result/lostTransactions/count").asInt()).as(ended.toPrettyString()).isZero();
        assertThat(ended.at("/result/fenced").asBoolean()).isTrue();
        assertThat(watch.bothOpen()).isEmpty();
        assertThat(pair.uranus.sql("SELECT @@read_only, @@super_read_only")).isEqualTo("0\t0");
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
        Aftermath.isClean(pair, ledger, "uranus");
    }
}
