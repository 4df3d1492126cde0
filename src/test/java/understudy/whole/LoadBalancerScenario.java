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
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)));
                sellAt("uranus", shops, shopper);
                pair.mercury.startServer();
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
                sellAt("uranus", shops, shopper);
                provesTheLedger(pair, shopper.stop());
            }
        }
    }

    private static List<LabApplication> behindLoadBalancer(Pair pair) {
        pair.replicate();
        LabHost juno = pair.lab.add(LabHostSpec.host("juno").image(LabImage.HAPROXY));
        LabLoadBalancer.on(juno, pair.mercury, pair.uranus, pair.panel.uri("/").getPort());
        List<LabApplication> shops = List.of(LabApplication.on(pair.mercury), LabApplication.on(pair.uranus));
        shops.forEach(shop -> shop.pointTo(juno));
        return shops;
    }

    private static Shopper shopper(List<LabApplication> shops) {
        Shopper shopper = Shopper.send(Duration.ofMillis(20), shops.get(0).url(), shops.get(1).url());
        shopper.awaitSales(50);
        return shopper;
    }

    private static void promoted(Pair pair, List<LabApplication> shops, Shopper shopper, String candidate) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate)));
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
