package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

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
import understudy.lab.Shopper;

/**
 * The source has an address that moves with it, and the shop's file names that address for good. The danger: the address on two hosts,
 * and half of the tills selling on each.
 */
@Tag("lab")
class AddressMovesScenario {

    @Test
    void theAddressFollowsTheSourceAndIsNeverOnTwoHosts(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2, LabHostSpec.host("mercury").withApplication(), LabHostSpec.host("uranus").withApplication())) {
            pair.mercury.listenEverywhere();
            pair.uranus.listenEverywhere();
            pair.mercury.exec("/opt/lab/open-shop");
            pair.replicate();
            String address = pair.mercury.replicationAddress().replaceFirst("\\.\\d+$", ".250");
            pair.client.put("/api/v1/clusters/secondhand/routes/database", Map.of("kind", "VIRTUAL_IP", "address", address + "/16")).expecting(200);
            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCH_ROUTES")));
            assertThat(holders(pair, address)).containsExactly("mercury");
            LabApplication shop = LabApplication.on(pair.uranus);
            shop.pointTo(address);

            try (Shopper shopper = Shopper.send(Duration.ofMillis(20), shop.url())) {
                shopper.awaitSales(50);
                pair.client.awaitHealthy(Pair.CLUSTER);
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "uranus")));
                assertThat(holders(pair, address)).containsExactly("uranus");
                shopper.awaitSales(50);
                assertThat(shop.server()).isEqualTo("uranus");
                pair.client.awaitHealthy(Pair.CLUSTER);
                pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "mercury")));
                assertThat(holders(pair, address)).containsExactly("mercury");
                shopper.awaitSales(50);

                assertThat(shopper.failures()).as("customers whose shop hung").noneMatch(no -> no.said().contains("HttpTimeoutException"));
                ApplicationFollowsScenario.proveTheLedger(pair, shopper.stop());
            }
            assertThat(pair.client.get("/api/v1/audit").expecting(200).text()).as("what the panel did by itself, beside the operations")
                    .doesNotContain("address.take", "address.give");
            theAddressComesToTheNewSourceThoughTheOldHostIsGone(pair, address, shop);
        }
    }

    private static void theAddressComesToTheNewSourceThoughTheOldHostIsGone(Pair pair, String address, LabApplication shop) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.mercury.cutPower();
        pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");

        JsonNode done = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "host", "uranus",
                "confirm", Pair.CLUSTER, "options", Map.of("acceptUnfenced", true))));

        assertThat(done.toString()).contains("Nobody on the network answers for " + address);
        assertThat(holds(pair.uranus, address)).isTrue();
        assertThat(shop.post("/sellings?receipt=after-the-power-cut").status()).isEqualTo(201);
        pair.mercury.powerOn();
        assertThat(holds(pair.mercury, address)).as("the address doesn't outlive a restart").isFalse();
    }

    private static List<String> holders(Pair pair, String address) {
        return List.of(pair.mercury, pair.uranus).stream().filter(host -> holds(host, address)).map(LabHost::name).toList();
    }

    private static boolean holds(LabHost host, String address) {
        return !host.exec("ip -o -4 addr show to " + address).isEmpty();
    }
}
