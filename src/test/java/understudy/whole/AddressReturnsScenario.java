package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.Shopper;

/**
 * The source's host goes out of sight with the address that moves, and another takes over. The danger: it comes back without having
 * restarted, two hosts have the address, and part of the tills finds the closed server. Nobody presses a button.
 */
@Tag("lab")
class AddressReturnsScenario {

    private static final Logger LOG = LoggerFactory.getLogger(AddressReturnsScenario.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void isTakenFromTheOldSourceWhoseCableIsPluggedInAgain(@TempDir Path dir) throws Exception {
        try (Pair pair = shop(dir.resolve("data"), false); Shopper shopper = sell(pair)) {
            String address = address(pair);
            HeldWatch mercury = HeldWatch.of(pair.mercury, address);
            pair.mercury.unplug();
            replaced(pair, address);
            shopper.awaitSales(50);
            assertThat(holds(pair.mercury, address)).as("cut off it still has the address").isTrue();

            long back = mercury.now();
            pair.mercury.plugIn();
            isTaken(pair, address, mercury, back);
            told(pair, "mercury had the address " + address + "/16 too, which belongs to the source uranus. The panel took it away there,"
                    + " and uranus told its neighbours that it has it.");
            shopper.awaitSales(50);

            rejoins(pair);
            assertThat(mercury.looksAfter(back)).isGreaterThan(50);
            ApplicationFollowsScenario.proveTheLedger(pair, shopper.stop());
        }
    }

    /** Its kernel answers for the address all the while, so the failover gives it to nobody. */
    @Test
    void goesOverAsSoonAsTheOldSourceThawsUnderAPanelThatHasJustStarted(@TempDir Path dir) throws Exception {
        try (Pair pair = shop(dir.resolve("data"), false); Shopper shopper = sell(pair)) {
            String address = address(pair);
            HeldWatch uranus = HeldWatch.of(pair.uranus, address);
            HeldWatch mercury = HeldWatch.of(pair.mercury, address);
            pair.mercury.pause();
            JsonNode done = pair.client.awaitEnd(failover(pair));
            assertThat(done.at("/error/code").asString()).as(done.toPrettyString()).isEqualTo("AddressAnswers");
            assertThat(holds(pair.uranus, address)).isFalse();
            pair.panel.kill();
            long back = uranus.now();
            pair.mercury.unpause();

            pair.panel.startAgain();
            isTaken(pair, address, mercury, back);
            told(pair, "The panel gave the address " + address + "/16 to the source uranus. Nobody on the network answers for " + address);
            assertThat(uranus.heldAtOnce(mercury)).as("looks at which both had it").isZero();
            shopper.awaitSales(50);
            pair.client.post("/api/v1/operations/" + done.get("id").asString() + "/retry", Map.of()).expecting(202);
            pair.client.awaitSuccess(done.get("id").asString());
        }
    }

    @Test
    void comesBackToTheSourceThatRestartedWhereThatIsChosen(@TempDir Path dir) throws Exception {
        try (Pair pair = shop(dir.resolve("data"), true); Shopper shopper = sell(pair)) {
            String address = address(pair);

            pair.mercury.cutPower();
            pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
            pair.mercury.powerOn();

            await("the source has it again").atMost(PATIENCE).until(() -> holds(pair.mercury, address));
            assertThat(holds(pair.uranus, address)).isFalse();
            shopper.awaitSales(50);
            told(pair, "Nobody on the network answers for " + address);
            audited(pair, "address.give", "mercury");

            pair.mercury.exec("ip address del " + address + "/16 dev eth0");
            await("the source has it again").atMost(PATIENCE).until(() -> holds(pair.mercury, address));
        }
    }

    private static Pair shop(Path data, boolean keptOverRestart) throws Exception {
        Pair pair = Pair.start(data, 2, LabHostSpec.host("mercury").withApplication(), LabHostSpec.host("uranus").withApplication());
        pair.mercury.listenEverywhere();
        pair.uranus.listenEverywhere();
        pair.mercury.exec("/opt/lab/open-shop");
        pair.replicate();
        pair.client.put("/api/v1/clusters/secondhand/routes/database", Map.of("kind", "VIRTUAL_IP", "address", address(pair) + "/16",
                "keptOverRestart", keptOverRestart)).expecting(200);
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCH_ROUTES")));
        assertThat(holds(pair.mercury, address(pair))).isTrue();
        return pair;
    }

    /** From a third host, which knows the address by its neighbours' word alone. */
    private static Shopper sell(Pair pair) {
        LabHost venus = pair.lab.add(LabHostSpec.host("venus").withApplication().serverStopped());
        LabApplication.on(venus).pointTo(address(pair));
        Shopper shopper = Shopper.send(Duration.ofMillis(20), LabApplication.on(venus).url());
        shopper.awaitSales(50);
        return shopper;
    }

    private static String address(Pair pair) {
        return pair.uranus.replicationAddress().replaceFirst("\\.\\d+$", ".250");
    }

    private static String failover(Pair pair) {
        pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");
        return pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "host", "uranus", "confirm", Pair.CLUSTER,
                "options", Map.of("acceptUnfenced", true)));
    }

    private static void replaced(Pair pair, String address) {
        JsonNode done = pair.client.awaitSuccess(failover(pair));
        assertThat(done.at("/result/source").asString()).isEqualTo("uranus");
        assertThat(holds(pair.uranus, address)).isTrue();
    }

    private static void isTaken(Pair pair, String address, HeldWatch mercury, long back) {
        await("it is taken from mercury").atMost(PATIENCE).until(() -> !holds(pair.mercury, address));
        LOG.info("mercury had the address for {} ms after its return", mercury.heldAfter(back).toMillis());
        await("uranus has it").atMost(PATIENCE).until(() -> holds(pair.uranus, address));
        audited(pair, "address.take", "mercury");
        await("mercury is closed").atMost(PATIENCE).until(() -> pair.mercury.sql("SELECT @@global.super_read_only").equals("1"));
        assertThat(pair.client.get("/api/v1/clusters/secondhand/readiness").text()).doesNotContain("AddressOnTwoHosts");
    }

    private static void rejoins(Pair pair) {
        JsonNode done = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
        assertThat(done.at("/steps/0/message").asString()).isEqualTo("mercury has none of them");
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    private static void told(Pair pair, String text) {
        PanelPages pages = new PanelPages(pair.panel);
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
        await("the timeline").atMost(PATIENCE).untilAsserted(() -> assertThat(pages.get("/clusters/secondhand")).contains(text));
    }

    private static void audited(Pair pair, String action, String host) {
        assertThat(pair.client.get("/api/v1/audit").expecting(200).body().valueStream()
                .filter(entry -> entry.get("action").asString().equals(action)).map(entry -> entry.get("subject").asString())).contains(host);
    }

    private static boolean holds(LabHost host, String address) {
        return !host.exec("ip -o -4 addr show to " + address).isEmpty();
    }
}
