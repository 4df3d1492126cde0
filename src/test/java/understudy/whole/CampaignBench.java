package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void survives() throws Exception {
        long seed = Long.getLong("campaign.seed", 1);
        int rounds = Integer.getInteger("campaign.rounds", 50);
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        try (Pair pair = Pair.start(data, 1)) {
            pair.replicate();
            pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "acceptUnfenced", true,
                    "failoverCooldownMillis", 0)).expecting(200);
            policyApplied(pair);
            for (int number = 1; number <= rounds; number++) {
                CampaignRound.Result result = CampaignRound.drawn(number, random).on(pair);
                lines.add(result.line());
                violations.addAll(result.violations());
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
}
