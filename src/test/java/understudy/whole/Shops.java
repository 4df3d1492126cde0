package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.Ledger;

/** A replicating pair with a shop on each host, and the routes by which the shops find the source. */
final class Shops {

    private static final String ROUTES = "/api/v1/clusters/" + Pair.CLUSTER + "/routes/";
    private static final String HALF_A_FILE = "find " + LabApplication.ROOT + " \\( -name '*.understudy-??????' -o -name '*.part' \\) -print";

    private Shops() {
    }

    /** The servers listen where an address that moves may lead. */
    static Pair start(Path data) throws IOException, InterruptedException {
        Pair pair = Pair.withApplications(data, 2);
        Stream.of(pair.mercury, pair.uranus).parallel().forEach(LabHost::listenEverywhere);
        pair.replicate();
        return pair;
    }

    static LabApplication on(LabHost host) {
        return LabApplication.on(host);
    }

    /** Both shops' files, with the proof through their pages. */
    static void routeFiles(Pair pair) {
        route(pair, "shop", Map.of("kind", "DATABASE_YML", "healthUrl", "http://localhost/up",
                "writeUrl", "http://localhost/up/write?token={token}"));
    }

    /** An address of the hosts' network that nobody has. */
    static String routeAddress(Pair pair) {
        String address = pair.mercury.replicationAddress().replaceFirst("\\.\\d+$", ".250");
        route(pair, "database", Map.of("kind", "VIRTUAL_IP", "address", address + "/16"));
        return address;
    }

    static void route(Pair pair, String name, Map<String, ?> wish) {
        pair.client.put(ROUTES + name, wish).expecting(200);
    }

    static void forget(Pair pair, String route) {
        pair.client.delete(ROUTES + route).expecting(204);
    }

    /** Presses the button that leads everybody to the source that there is. */
    static void lead(Pair pair) {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCH_ROUTES")));
    }

    static JsonNode promote(Pair pair, String candidate) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.client.awaitPossible(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate));
        return pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate)));
    }

    static String source(Pair pair) {
        return pair.client.cluster(Pair.CLUSTER).get("source").asString();
    }

    /** Which of the pair have this address. */
    static List<String> holders(Pair pair, String address) {
        return Stream.of(pair.mercury, pair.uranus).filter(host -> !host.exec("ip -o -4 addr show to " + address).isEmpty())
                .map(LabHost::name).toList();
    }

    /** Whole, with its owner and mode, and naming this server; and nothing half-made beside it. */
    static void fileNames(LabHost host, LabHost server, String asDeployed) {
        assertThat(host.exec("cat " + LabApplication.DATABASE_YML)).as("the file on %s", host.name()).isEqualTo(naming(server, asDeployed));
        assertThat(host.exec("stat -c '%U %G %a' " + LabApplication.DATABASE_YML)).isEqualTo("deploy deploy 640");
        assertThat(host.exec(HALF_A_FILE)).as("half-made files on %s", host.name()).isEmpty();
    }

    /** What was deployed, with this server's address and nothing else changed. */
    static String naming(LabHost server, String asDeployed) {
        assertThat(asDeployed).contains("host: 127.0.0.1 ");
        return asDeployed.replace("host: 127.0.0.1 ", "host: " + server.replicationAddress() + " ");
    }

    static void bothUse(Pair pair, String server) {
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Awaitility.await(host.name() + " uses " + server).untilAsserted(() -> assertThat(on(host).server()).isEqualTo(server));
        }
    }

    /** What was confirmed is on both servers, once, but for what is known to be lost. */
    static void agrees(Pair pair, Ledger ledger, List<String> lost) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Awaitility.await(host.name() + " has them").untilAsserted(() -> {
                Ledger.Comparison comparison = Pair.compare(ledger, host);
                assertThat(comparison.lost()).as("%s: %s", host.name(), comparison).isEqualTo(lost);
                assertThat(comparison.twice()).isEmpty();
                assertThat(comparison.refusedButThere()).isEmpty();
                assertThat(comparison.acknowledged()).isPositive();
            });
        }
    }
}
