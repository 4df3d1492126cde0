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
import understudy.lab.LabImage;
import understudy.lab.LabLoadBalancer;
import understudy.lab.Ledger;
import understudy.lab.Shopper;

/**
 * Both applications reach their database through the documented HAProxy, while a browser buys all the time.
 * The danger: a promotion that succeeds while the application still talks to the closed server, or loses a confirmed sale.
 */
@Tag("lab")
class LoadBalancerScenario {

    @Test
    void theApplicationFollowsTheSourceAndOutlivesThePanel(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.withApplications(dir.resolve("data"), 2)) {
            List<LabApplication> shops = behindLoadBalancer(pair);
            try (Shopper shopper = shopper(shops)) {
                promoted(pair, shops, shopper, "uranus");
                pair.panel.kill();
                shopper.awaitSales(100);
                pair.panel.startAgain("-Dserver.address=0.0.0.0");
                promoted(pair, shops, shopper, "mercury");
                provesTheLedger(pair, shopper.stop());
            }
        }
    }

    @Test
    void theApplicationGoesOnAtTheCandidateWhenTheSourceDied(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.withApplications(dir.resolve("data"), 2)) {
            List<LabApplication> shops = behindLoadBalancer(pair);
            try (Shopper shopper = shopper(shops)) {
                pair.mercury.killServer();
                pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
                assertThat(pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER))).toString())
                        .contains("as mercury sees it leads to uranus", "as uranus sees it leads to uranus");
                sellAt("uranus", shops, shopper);
                pair.mercury.startServer();
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
                sellAt("uranus", shops, shopper);
                provesTheLedger(pair, shopper.stop());
            }
        }
    }

    /** The danger: a load balancer that leads nowhere near the source is noticed when the shop stands still. */
    @Test
    void refusesTheSwitchoverThatALoadBalancerWouldntFollow(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.withApplications(dir.resolve("data"), 2)) {
            pair.replicate();
            pair.uranus.listenEverywhere();
            pair.client.awaitHealthy(Pair.CLUSTER);
            pair.client.put("/api/v1/clusters/secondhand/routes/balancer", Map.of("kind", "LOAD_BALANCER",
                    "address", pair.uranus.replicationAddress(), "hosts", List.of("mercury"))).expecting(200);

            JsonNode ended = pair.client.awaitEnd(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "uranus")));

            assertThat(ended.get("state").asString()).as(ended.toPrettyString()).isEqualTo("ROLLED_BACK");
            assertThat(ended.at("/error/code").asString()).isEqualTo("BalancerElsewhere");
            assertThat(LabApplication.on(pair.mercury).post("/sellings?receipt=still-selling").status()).isEqualTo(201);
            await("the readiness warns").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                    pair.client.get("/api/v1/clusters/secondhand/readiness").text()).contains("RouteElsewhere", "sees it leads to uranus"));
            assertThat(pair.uranus.sql("SELECT COUNT(*), SUM(SUM_CONNECT_ERRORS), SUM(COUNT_HANDSHAKE_ERRORS) FROM performance_schema.host_cache"
                    + " WHERE IP = '" + pair.mercury.replicationAddress() + "'"))
                    .as("mercury knocked, and in no way that would shut it out one day").isEqualTo("1\t0\t0");
        }
    }

    private static List<LabApplication> behindLoadBalancer(Pair pair) {
        pair.replicate();
        LabHost juno = pair.lab.add(LabHostSpec.host("juno").image(LabImage.HAPROXY));
        LabLoadBalancer.on(juno, pair.mercury, pair.uranus, pair.panel.uri("/").getPort());
        List<LabApplication> shops = List.of(LabApplication.on(pair.mercury), LabApplication.on(pair.uranus));
        shops.forEach(shop -> shop.pointTo(juno));
        pair.client.put("/api/v1/clusters/secondhand/routes/haproxy", Map.of("kind", "LOAD_BALANCER", "address", juno.replicationAddress()))
                .expecting(200);
        return shops;
    }

    private static Shopper shopper(List<LabApplication> shops) {
        Shopper shopper = Shopper.send(Duration.ofMillis(20), shops.get(0).url(), shops.get(1).url());
        shopper.awaitSales(50);
        return shopper;
    }

    private static void promoted(Pair pair, List<LabApplication> shops, Shopper shopper, String candidate) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        String done = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate))).toString();
        assertThat(done).contains("as mercury sees it leads to " + candidate, "as uranus sees it leads to " + candidate);
        sellAt(candidate, shops, shopper);
    }

    private static void sellAt(String source, List<LabApplication> shops, Shopper shopper) {
        shopper.awaitSales(50);
        for (LabApplication shop : shops) {
            await(source).atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(shop.server()).isEqualTo(source));
        }
    }

    private static void provesTheLedger(Pair pair, Ledger ledger) throws Exception {
        pair.client.awaitHealthy(Pair.CLUSTER);
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            await(host.name()).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                Ledger.Comparison comparison = Pair.compare(ledger, host);
                assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
            });
        }
    }
}
