package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.lab.LabLoadBalancer;
import understudy.lab.Ledger;
import understudy.lab.Shopper;

/**
 * One cluster whose clients come by every way at once: two shops by their files, one by the address that moves, one by HAProxy, and a
 * gate that a hook tells. The danger: ways that are each well alone and stand in each other's light, so that half of the shops sell on and
 * half don't.
 */
@Tag("lab")
class AllRoutesScenario {

    private static final Logger LOG = LoggerFactory.getLogger(AllRoutesScenario.class);
    private static final Duration PERIOD = Duration.ofMillis(40);
    private static final String HOOK = """
            cat > /usr/local/bin/tell-the-gate <<'SCRIPT'
            #!/bin/sh
            [ "$1" != switch ] || echo "$2 $3 $4 $5 $6" >> /run/gate
            [ "$1" != look ] || [ "$(tail -n 1 /run/gate | cut -d ' ' -f 3)" = "$4" ]
            SCRIPT
            chmod 755 /usr/local/bin/tell-the-gate""";

    @Test
    void everybodyFollowsTheSourceThereAndBack(@TempDir Path dir) throws Exception {
        try (Pair pair = Shops.start(dir.resolve("data"))) {
            LabHost vesta = pair.lab.add(LabHostSpec.host("vesta").withApplication().serverStopped());
            LabHost ceres = pair.lab.add(LabHostSpec.host("ceres").withApplication().serverStopped());
            LabHost juno = pair.lab.add(LabHostSpec.host("juno").image(LabImage.HAPROXY));
            LabLoadBalancer.on(juno, pair.mercury, pair.uranus, pair.panel.uri("/").getPort());
            Shops.routeFiles(pair);
            String address = Shops.routeAddress(pair);
            pair.uranus.exec(HOOK);
            Shops.route(pair, "gate", Map.of("kind", "HOOK", "program", "/usr/local/bin/tell-the-gate", "host", "uranus"));
            Shops.lead(pair);
            Shops.on(vesta).pointTo(address);
            Shops.on(ceres).pointTo(juno);

            List<LabHost> shops = List.of(pair.mercury, pair.uranus, vesta, ceres);
            followsTo(pair, pair.uranus, address, shops);
            followsTo(pair, pair.mercury, address, shops);
            assertThat(pair.uranus.exec("tail -n 2 /run/gate")).isEqualTo("""
                    secondhand mercury uranus %s 3306
                    secondhand uranus mercury %s 3306""".formatted(pair.uranus.replicationAddress(), pair.mercury.replicationAddress()));
        }
    }

    private static void followsTo(Pair pair, LabHost to, String address, List<LabHost> shops) throws Exception {
        pair.client.awaitHealthy(Pair.CLUSTER);
        List<Shopper> shoppers = shops.stream().map(shop -> Shopper.send(PERIOD, Shops.on(shop).url())).toList();
        try {
            shoppers.forEach(shopper -> shopper.awaitSales(20));
            long begun = System.nanoTime();
            JsonNode done = Shops.promote(pair, to.name());
            shoppers.forEach(shopper -> shopper.awaitSales(20));
            theyAllUse(to, address, pair, shops);
            assertThat(done.at("/result/applicationSwitchMillis").isNumber()).as(done.toPrettyString()).isTrue();
            List<Ledger> ledgers = shoppers.stream().map(Shopper::stop).toList();
            for (int i = 0; i < shops.size(); i++) {
                LOG.info("To {}: the shop on {} paused {} ms", to.name(), shops.get(i).name(), ledgers.get(i).longestGapAfter(begun) / 1_000_000);
            }
            for (Ledger ledger : ledgers) {
                Shops.agrees(pair, ledger, List.of());
            }
        } finally {
            shoppers.forEach(Shopper::close);
        }
    }

    private static void theyAllUse(LabHost to, String address, Pair pair, List<LabHost> shops) {
        List<String> used = new ArrayList<>();
        Awaitility.await("all use " + to.name()).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            used.clear();
            shops.stream().map(LabApplication::on).map(LabApplication::server).forEach(used::add);
            assertThat(used).containsOnly(to.name());
        });
        assertThat(Shops.holders(pair, address)).containsExactly(to.name());
        assertThat(Shops.source(pair)).isEqualTo(to.name());
    }
}
