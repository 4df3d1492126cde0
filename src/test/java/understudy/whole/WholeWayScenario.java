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
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * Two bare hosts become a replicating pair, are checked, switched over and switched back, by REST alone, while a till sells.
 * The danger: a sale that the server acknowledged and that is gone, or there twice, after any of it.
 */
@Tag("lab")
class WholeWayScenario {

    @Test
    void bareHostsBecomeAPairThatIsSwitchedOverAndBackWithoutLosingASale(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 20); Till till = pair.openTill(Duration.ofMillis(5))) {
            till.awaitSales(50);
            pair.replicate();
            till.awaitSales(50);
            setUpASecondTimeFindsEverythingDone(pair);
            pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "CHECK_DATA", "host", "uranus")));
            promote(pair, "uranus", "mercury");
            till.awaitSales(50);
            promote(pair, "mercury", "uranus");
            till.awaitSales(50);
            proveTheLedger(pair, till.stop());
        }
    }

    private static void setUpASecondTimeFindsEverythingDone(Pair pair) {
        JsonNode again = pair.client.awaitSuccess(
                pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus")));
        // the proof compares the tables anew each time; every other step must find its work done
        for (JsonNode step : again.get("steps")) {
            assertThat(step.get("state").asString()).as("step %s", step.get("title"))
                    .isIn(isProof(step) ? List.of("DONE", "SKIPPED") : List.of("SKIPPED"));
        }
    }

    private static boolean isProof(JsonNode step) {
        return step.get("name").asString().startsWith("check-tables");
    }

    private static void promote(Pair pair, String candidate, String source) {
        pair.client.awaitHealthy(Pair.CLUSTER);
        JsonNode done = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER,
                Map.of("kind", "SWITCHOVER", "host", candidate, "expectedSource", source)));
        assertThat(done.at("/result/source").asString()).isEqualTo(candidate);
        assertThat(done.at("/result/writeOutageMillis").isNumber()).isTrue();
        assertThat(done.at("/result/lostTransactions/count").asInt()).isZero();
        pair.client.awaitHealthy(Pair.CLUSTER);
        JsonNode seen = pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/source").expecting(200).body();
        assertThat(seen.get("host").asString()).isEqualTo(candidate);
        assertThat(seen.get("writable").asBoolean()).isTrue();
    }

    private static void proveTheLedger(Pair pair, Ledger ledger) throws Exception {
        String check = pair.client.start(Pair.CLUSTER, Map.of("kind", "CHECK_DATA", "host", "uranus"));
        pair.client.awaitSuccess(check);
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
            assertThat(comparison.acknowledged()).isGreaterThan(200);
        }
    }
}
