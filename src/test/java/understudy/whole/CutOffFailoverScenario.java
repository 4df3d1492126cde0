package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.operation.Cuts;

/**
 * Each statement and each command of a failover is once the last that the panel does, and the next life goes on. The danger: a
 * candidate that is opened before the old source was fenced, a tail that is saved twice or not at all, or nobody who takes writes.
 */
@Tag("lab")
class CutOffFailoverScenario {

    private static final Pattern CUT = Pattern.compile("Cut off in FAILOVER #(\\d+) ([a-z-]+)@");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void savesEverySaleThoughCutOffAfterEachRemoteEffect(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Till till = Till.open(Duration.ofMillis(5), pair.mercury)) {
            pair.replicate();
            pair.panel.kill();
            pair.panel.startAgain("-D" + Cuts.PROPERTY + "=on", "-Dunderstudy.operation.pick-up-every=200ms");
            pair.client.awaitHealthy(Pair.CLUSTER);
            pair.uranus.sql("STOP REPLICA IO_THREAD");
            till.awaitSales(100);
            pair.mercury.killServer();
            Ledger ledger = till.stop();
            await().atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).get("health").asString().equals("SOURCE_DOWN"));

            JsonNode ended = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER,
                    Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)));

            assertThat(cutOff(pair)).contains("confirm-death", "fence", "salvage", "open-candidate", "forget-source");
            assertThat(ended.get("result").get("lostTransactions").get("count").asInt()).isZero();
            assertThat(Pair.compare(ledger, pair.uranus)).matches(Ledger.Comparison::agrees);
            assertThat(pair.uranus.sql("SELECT @@read_only, @@super_read_only")).isEqualTo("0\t0");
            pair.mercury.startServer();
            assertThat(pair.mercury.sql("SELECT @@read_only, @@super_read_only")).isEqualTo("1\t1");
        }
    }

    private static List<String> cutOff(Pair pair) throws Exception {
        return CUT.matcher(pair.panel.log()).results().map(cut -> cut.group(2)).distinct().collect(Collectors.toList());
    }
}
