package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;
import understudy.mysql.GtidSet;

/**
 * Random faults at random moments, one after the other on the same two hosts, with a till that sells and a panel that fails over
 * by itself; now and then the panel is killed too. After each, the old source comes back by a rejoin, and every sale that was
 * acknowledged is looked for. Run by {@code bench/campaign/run}; the seed makes a campaign repeatable, but for the servers' timing.
 */
@Tag("bench")
class CampaignBench {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path RESULT = Path.of("target/bench-campaign.txt");

    @TempDir
    private static Path data;

    private final List<String> violations = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    @Test
    void survives() throws Exception {
        long seed = Long.getLong("campaign.seed", 1);
        int rounds = Integer.getInteger("campaign.rounds", 50);
        Random random = new Random(seed);
        try (Pair pair = Pair.start(data, 1)) {
            pair.replicate();
            pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", true,
                    "failoverCooldownMillis", 0)).expecting(200);
            policyApplied(pair);
            for (int round = 1; round <= rounds; round++) {
                round(pair, round, random);
                Files.write(RESULT, lines);
            }
        }
        assertThat(violations).as("seed %d", seed).isEmpty();
    }

    /** The panel brings the servers in line by itself. */
    private static void policyApplied(Pair pair) {
        Awaitility.await().atMost(PATIENCE).until(() -> pair.client.cluster(Pair.CLUSTER).path("operation").isNull());
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    private void round(Pair pair, int round, Random random) throws Exception {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        boolean killPanel = random.nextInt(5) == 0;
        int panelDiesAfter = random.nextInt(3_000);
        int strikesAfter = random.nextInt(2_000);
        LabHost old = source(pair);
        LabHost other = old == pair.mercury ? pair.uranus : pair.mercury;
        try (Till till = pair.openTill(Duration.ofMillis(5)); TwoOpenWatch doors = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
            till.awaitSales(20);
            Thread.sleep(strikesAfter);
            fault.strike(old);
            long struck = System.nanoTime();
            if (killPanel) {
                Thread.sleep(panelDiesAfter);
                pair.panel.kill();
                pair.panel.startAgain();
            }
            Awaitility.await("round " + round + " " + fault).atMost(PATIENCE).until(() -> declared(pair).equals(other.name()));
            till.awaitSales(20);
            long seconds = (System.nanoTime() - struck) / 1_000_000;
            JsonNode failover = lastFailover(pair);
            fault.mend(old);
            GtidSet errant = bringBack(pair, old, other);
            Ledger ledger = till.stop();
            judge(pair, "round " + round + " " + fault + (killPanel ? " with the panel killed" : ""), fault, errant, ledger, doors, failover, seconds);
        }
    }

    private static LabHost source(Pair pair) {
        return declared(pair).equals("mercury") ? pair.mercury : pair.uranus;
    }

    private static String declared(Pair pair) {
        return pair.client.cluster(Pair.CLUSTER).path("source").asString("");
    }

    private static JsonNode lastFailover(Pair pair) {
        String id = pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().valueStream()
                .filter(operation -> operation.get("kind").asString().equals("FAILOVER")).findFirst().orElseThrow().get("id").asString();
        return pair.client.awaitSuccess(id);
    }

    /** By the button that a person would press; what only the old source has is agreed to be discarded. Returns that. */
    private static GtidSet bringBack(Pair pair, LabHost old, LabHost source) {
        Awaitility.await(old.name() + " closed").atMost(PATIENCE).until(() -> !old.serverAnswers()
                || !old.sql("SELECT @@super_read_only").equals("0"));
        GtidSet errant = old.serverAnswers() ? executed(old).minus(executed(source)) : GtidSet.of("");
        Map<String, Object> wish = errant.isEmpty() ? Map.of("kind", "REJOIN", "host", old.name())
                : Map.of("kind", "REJOIN", "host", old.name(), "confirm", old.name(), "options", Map.of("discardErrant", true));
        Awaitility.await("a rejoin is taken").atMost(PATIENCE).until(() -> {
            var answer = pair.client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations", wish);
            if (answer.status() != 202) {
                return false;
            }
            pair.client.awaitSuccess(answer.body().get("id").asString());
            return true;
        });
        pair.client.awaitHealthy(Pair.CLUSTER);
        return errant;
    }

    private static GtidSet executed(LabHost host) {
        return GtidSet.of(host.sql("SELECT REPLACE(@@gtid_executed, CHAR(10), '')"));
    }

    private void judge(Pair pair, String title, Fault fault, GtidSet errant, Ledger ledger, TwoOpenWatch doors, JsonNode failover,
            long millis) throws IOException, SQLException {
        Ledger.Comparison compared = Pair.compare(ledger, source(pair));
        List<String> wrong = new ArrayList<>();
        if (!compared.twice().isEmpty() || !compared.refusedButThere().isEmpty()) {
            wrong.add("twice " + compared.twice() + ", refused but there " + compared.refusedButThere());
        }
        if (compared.lost().size() > errant.count()) {
            wrong.add(compared.lost().size() + " sales lost, only " + errant.count() + " found as errant");
        }
        if (fault.fenced() && !doors.bothOpen().isEmpty()) {
            wrong.add("two open: " + doors.bothOpen());
        }
        lines.add(String.format(Locale.ROOT, "%-50s selling again after %5d ms, lost %d, errant %d%s", title, millis,
                compared.lost().size(), errant.count(), wrong.isEmpty() ? "" : "  VIOLATION " + wrong));
        wrong.forEach(one -> violations.add(title + ": " + one + " " + failover.path("result")));
    }
}
