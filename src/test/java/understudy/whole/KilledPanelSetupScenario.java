package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.Till;
import understudy.whole.KilledPanel.Death;

/**
 * The panel is killed at every step of making a replica, in the middle of the act and once more when it has acted and the journal
 * doesn't know. The danger: a half-written option file, a half-full replica that follows, or a second of anything.
 */
@Tag("lab")
class KilledPanelSetupScenario {

    /** Where the middle of an act is; a restart and a copy take long. */
    private static final Map<String, Integer> MIDDLE = Map.of("restart-server@mercury", 700, "copy-data", 500,
            "set-server-options", 120);

    /** The host ends this without the panel, which then finds it done. */
    private static final String GOES_ON_BY_ITSELF = "restart-server@mercury";

    /** So long that they are cut off in the middle for certain; a quicker act may have come to its end. */
    private static final Set<String> LONG = Set.of("restart-server@mercury", "copy-data@uranus");

    /** On a bare host there is nothing to do for these. */
    private static final Set<String> NOTHING_TO_DO = Set.of("reach-source", "give-own-server-uuid", "empty-replica",
            "wait-until-caught-up", "enable-events");

    @Test
    void isFinishedAfterAPanelThatDiedAtEveryStep(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 4); Till till = pair.openTill(Duration.ofMillis(20))) {
            List<String> twice = List.of(Aftermath.optionsTwice(pair.mercury), Aftermath.optionsTwice(pair.uranus));
            till.awaitSales(20);
            pair.enrolBoth();
            pair.makeCluster();

            List<Death> deaths = new KilledPanel(pair, MIDDLE)
                    .killAtEachStepOf(Map.of("kind", "SETUP_REPLICA", "host", "uranus"));

            JsonNode only = pair.client.get("/api/v1/operations?cluster=" + Pair.CLUSTER).expecting(200).body().get(0);
            JsonNode ended = pair.client.awaitSuccess(only.get("id").asString());
            killedInEarnest(deaths, ended.get("steps").size());
            till.awaitSales(20);
            Aftermath.isClean(pair, till.stop(), "mercury");
            assertThat(List.of(Aftermath.optionsTwice(pair.mercury), Aftermath.optionsTwice(pair.uranus))).isEqualTo(twice);
        }
    }

    private static void killedInEarnest(List<Death> deaths, int steps) {
        assertThat(deaths.stream().map(Death::step).distinct()).hasSize(steps);
        List<Death> earnest = deaths.stream().filter(death -> !NOTHING_TO_DO.contains(death.step().replaceFirst("@.*", ""))).toList();
        assertThat(deaths).filteredOn(death -> LONG.contains(death.step()) && death.moment().equals("during"))
                .hasSize(LONG.size()).allMatch(Death::whileActing);
        assertThat(earnest).isNotEmpty().allMatch(death -> death.whileActing() || death.acted()
                || death.step().equals(GOES_ON_BY_ITSELF));
    }
}
