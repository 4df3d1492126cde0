package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Till;
import understudy.whole.KilledPanel.Death;

/**
 * The panel is killed at every step of a switchover, and then many times inside the few milliseconds in which no server takes
 * writes. The danger: two servers that take writes, none for good, or a sale that was acknowledged and is gone.
 */
@Tag("lab")
class KilledPanelSwitchoverScenario {

    /** Where the middle of an act is. */
    private static final Map<String, Integer> MIDDLE = Map.of("hand-over", 0, "set-server-options", 120);

    /** With nobody writing at length, no scheduled event, and a candidate that is up to date there is nothing to do for these. */
    private static final Set<String> NOTHING_TO_DO = Set.of("await-transactions", "catch-up", "enable-events", "end-writers");

    /** Milliseconds from the moment at which a server was seen closed to the kill; the whole window lasts about ten. */
    private static final List<Integer> INTO_THE_WINDOW = List.of(0, 1, 4);

    @Test
    void endsWithOneOpenServerAndEverySaleAfterAPanelThatDiedAtEveryStep(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 4); Till till = pair.openTill(Duration.ofMillis(10))) {
            pair.replicate();
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                List<Death> deaths = new KilledPanel(pair, MIDDLE)
                        .killAtEachStepOf(Map.of("kind", "SWITCHOVER", "host", "uranus"));
                JsonNode ended = pair.client.awaitSuccess(latest(pair));
                killedInEarnest(deaths, ended.get("steps").size());
                assertThat(source(pair)).isEqualTo("uranus");

                till.awaitSales(20);
                killedInsideTheWindow(pair, till);

                assertThat(watch.bothOpen()).as("two servers took writes").isEmpty();
                assertThat(watch.looks()).isGreaterThan(500);
            }
            Aftermath.isClean(pair, till.stop(), source(pair));
        }
    }

    private static void killedInEarnest(List<Death> deaths, int steps) {
        assertThat(deaths.stream().map(Death::step).distinct()).hasSize(steps);
        List<Death> earnest = deaths.stream().filter(death -> !NOTHING_TO_DO.contains(death.step().replaceFirst("@.*", ""))).toList();
        assertThat(earnest).filteredOn(death -> death.moment().equals("during")).allMatch(Death::whileActing);
        assertThat(earnest).filteredOn(death -> death.moment().equals("before-ended")).isNotEmpty().allMatch(Death::acted);
    }

    private static void killedInsideTheWindow(Pair pair, Till till) throws Exception {
        List<Boolean> bothClosed = new ArrayList<>();
        for (int millis : INTO_THE_WINDOW) {
            pair.client.awaitHealthy(Pair.CLUSTER);
            LabHost source = source(pair).equals("mercury") ? pair.mercury : pair.uranus;
            LabHost candidate = source == pair.mercury ? pair.uranus : pair.mercury;
            bothClosed.add(killedInsideTheWindow(pair, source, candidate, millis));
            pair.panel.startAgain();
            oneTakesWrites(pair);
            assertThat(pair.client.awaitEnd(latest(pair)).get("state").asString()).isIn("SUCCEEDED", "ROLLED_BACK");
            oneTakesWrites(pair);
            till.awaitSales(5);
        }
        assertThat(bothClosed).as("deaths while no server took writes").contains(true);
    }

    /** @return whether the panel left both servers closed */
    private static boolean killedInsideTheWindow(Pair pair, LabHost source, LabHost candidate, int millis) throws Exception {
        try (Connection watched = source.jdbc(); Connection next = candidate.jdbc()) {
            pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate.name()));
            long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (TwoOpenWatch.isOpen(watched) && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            pair.panel.kill();
            assertThat(TwoOpenWatch.isOpen(watched)).as("%s was closed", source.name()).isFalse();
            return !TwoOpenWatch.isOpen(next);
        }
    }

    private static void oneTakesWrites(Pair pair) {
        await("one server takes writes").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100))
                .until(() -> isOpen(pair.mercury) != isOpen(pair.uranus));
    }

    private static boolean isOpen(LabHost host) throws SQLException {
        try (Connection connection = host.jdbc()) {
            return TwoOpenWatch.isOpen(connection);
        }
    }

    private static String latest(Pair pair) {
        JsonNode all = pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body();
        return all.get(0).get("id").asString();
    }

    private static String source(Pair pair) {
        return pair.client.cluster(Pair.CLUSTER).get("source").asString();
    }
}
