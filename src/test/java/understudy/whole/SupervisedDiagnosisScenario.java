package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;

/**
 * A killed server that its supervisor brings back. The danger: a failover while the source is already on its way back, and two
 * servers that take writes when it has returned.
 */
@Tag("lab")
class SupervisedDiagnosisScenario {

    @Test
    void waitsForASourceThatItsSupervisorBringsBack(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2, LabHostSpec.host("mercury").image(LabImage.MYSQL97_SYSTEMD),
                LabHostSpec.host("uranus"))) {
            pair.replicate();
            pair.mercury.killServer();
            List<String> verdicts = verdictsUntilHealthyAgain(pair);
            assertThat(verdicts).contains("SERVER_RESTARTING").doesNotContain("SERVER_DEAD", "leads to a failover");
        }
    }

    private static List<String> verdictsUntilHealthyAgain(Pair pair) throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(60);
        List<String> verdicts = new ArrayList<>();
        while (verdicts.size() < 2 || !verdicts.getLast().equals("HEALTHY")) {
            JsonNode diagnosis = pair.client.get("/api/v1/clusters/" + Pair.CLUSTER).expecting(200).body().get("diagnosis");
            String verdict = diagnosis.get("leadsToFailover").asBoolean() ? "leads to a failover" : diagnosis.get("verdict").asString();
            if (verdicts.isEmpty() || !verdicts.getLast().equals(verdict)) {
                verdicts.add(verdict);
            }
            assertThat(Instant.now()).as("said so far: %s", verdicts).isBefore(limit);
            Thread.sleep(Duration.ofMillis(20));
        }
        return verdicts;
    }
}
