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
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
import understudy.lab.Shopper;

/**
 * The application follows the source, while somebody buys through its pages. The danger: the database is promoted and the shop goes on
 * talking to the closed server, or its files come back other than they were.
 */
@Tag("lab")
class ApplicationFollowsScenario {

    private static final String HOOK = """
            cat > /usr/local/bin/tell-the-gate <<'SCRIPT'
            #!/bin/sh
            echo "$*" >> /tmp/gate.txt
            [ "$1" != look ] || grep -q "^switch .* $4 " /tmp/gate.txt
            SCRIPT
            chmod 755 /usr/local/bin/tell-the-gate""";

    @Test
    void theShopSellsOnTheNewSourceAfterEachSwitchover(@TempDir Path dir) throws Exception {
        try (Pair pair = shops(dir.resolve("data"))) {
            LabApplication shop = LabApplication.on(pair.mercury);
            String file = pair.mercury.exec("cat " + LabApplication.DATABASE_YML);
            declareRoutes(pair);

            try (Shopper shopper = Shopper.send(Duration.ofMillis(20), shop.url())) {
                shopper.awaitSales(50);
                JsonNode rehearsed = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REHEARSE_ROUTES", "host", "uranus")));
                assertThat(rehearsed.toString()).contains("-  host: 127.0.0.1", "+  host: " + pair.uranus.replicationAddress(), "nothing was written");
                assertThat(pair.mercury.exec("cat " + LabApplication.DATABASE_YML)).as("a rehearsal changes nothing").isEqualTo(file);
                await("the warning that the shop on uranus uses its own server").atMost(Duration.ofSeconds(90)).untilAsserted(() ->
                        assertThat(pair.client.get("/api/v1/clusters/secondhand/readiness").text()).contains("RouteElsewhere", "on uranus", "+  host: " + pair.mercury.replicationAddress())
                        .doesNotContain("ApplicationAccount"));
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCH_ROUTES")));
                assertThat(LabApplication.on(pair.uranus).server()).isEqualTo("mercury");
                JsonNode done = promote(pair, "uranus");
                assertThat(done.toString()).contains("what the application on mercury wrote is on uranus",
                        "what the application on uranus wrote is on mercury");
                assertThat(done.at("/result/applicationSwitchMillis").isNumber()).isTrue();
                shopper.awaitSales(50);
                assertThat(List.of(shop.server(), LabApplication.on(pair.uranus).server())).containsOnly("uranus");
                assertThat(pair.mercury.exec("cat " + LabApplication.DATABASE_YML))
                        .isEqualTo(file.replace("host: 127.0.0.1 ", "host: " + pair.uranus.replicationAddress() + " "));
                promote(pair, "mercury");
                shopper.awaitSales(50);
                assertThat(List.of(shop.server(), LabApplication.on(pair.uranus).server())).containsOnly("mercury");

                proveTheLedger(pair, shopper.stop());
            }
            assertThat(pair.mercury.exec("stat -c '%U %G %a' " + LabApplication.DATABASE_YML)).isEqualTo("deploy deploy 640");
            assertThat(pair.uranus.exec("grep -c '^switch ' /tmp/gate.txt")).as("the hook, once by the button and once a switchover").isEqualTo("3");
            assertThat(pair.uranus.exec("grep '^switch ' /tmp/gate.txt | sed -n 2p")).isEqualTo(
                    "switch secondhand mercury uranus " + pair.uranus.replicationAddress() + " 3306");
        }
    }

    @Test
    void refusesBeforeTheOutageWhatCouldNotFollow(@TempDir Path dir) throws Exception {
        try (Pair pair = shops(dir.resolve("data"))) {
            declareRoutes(pair);
            pair.uranus.exec("sed -i 's/^production:/production: \\&shop/; $ a reports:\\n  <<: *shop' " + LabApplication.DATABASE_YML);

            JsonNode ended = pair.client.awaitEnd(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "uranus")));

            assertThat(ended.get("state").asString()).as(ended.toPrettyString()).isEqualTo("ROLLED_BACK");
            assertThat(ended.at("/error").toString()).contains("OtherGroupInherits");
            assertThat(LabApplication.on(pair.mercury).post("/sellings?receipt=still-selling").status()).isEqualTo(201);
        }
    }

    private static Pair shops(Path data) throws Exception {
        Pair pair = Pair.start(data, 2, LabHostSpec.host("mercury").withApplication(), LabHostSpec.host("uranus").withApplication());
        pair.mercury.exec("/opt/lab/open-shop");
        pair.replicate();
        return pair;
    }

    private static void declareRoutes(Pair pair) {
        JsonNode found = pair.client.get("/api/v1/hosts/mercury").expecting(200).body().get("application");
        assertThat(found.get("root").asString()).isEqualTo("/var/www/secondhand/current");
        assertThat(found.at("/databaseYml/0").asString()).isEqualTo(LabApplication.DATABASE_YML);
        assertThat(found.get("restart").asString()).isEqualTo("PASSENGER");
        pair.client.put("/api/v1/clusters/secondhand/routes/shop", Map.of("kind", "DATABASE_YML",
                "healthUrl", "http://localhost/up", "writeUrl", "http://localhost/up/write?token={token}")).expecting(200);
        pair.uranus.exec(HOOK);
        pair.client.put("/api/v1/clusters/secondhand/routes/gate",
                Map.of("kind", "HOOK", "program", "/usr/local/bin/tell-the-gate", "host", "uranus")).expecting(200);
    }

    private static JsonNode promote(Pair pair, String candidate) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        return pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate)));
    }

    static void proveTheLedger(Pair pair, Ledger ledger) throws Exception {
        pair.client.awaitHealthy(Pair.CLUSTER);
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
        }
    }
}
