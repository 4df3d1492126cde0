package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.Till;

/**
 * Lines to the hosts are cut and the commands there are killed in the middle of a restart and of the copy. The danger: a server
 * that nobody starts again, a copy that is half and taken for whole, or a step that hangs instead of saying what happened.
 */
@Tag("lab")
class LostConnectionScenario {

    private static final Logger LOG = LoggerFactory.getLogger(LostConnectionScenario.class);

    @Test
    void setUpEndsWellOrSaysWhatBrokeAndGoesThroughAtTheNextTry(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 60); Till till = pair.openTill(Duration.ofMillis(20))) {
            till.awaitSales(20);
            pair.enrolBoth();
            pair.makeCluster();
            String setup = pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus"));

            await(pair, setup, "restart-server", "mercury");
            pair.mercury.dropSshSessions();
            brokenInTheMiddleOfTheCopy(pair, setup, pair.mercury::dropSshSessions);
            brokenInTheMiddleOfTheCopy(pair, setup, pair.uranus::dropSshSessions);
            brokenInTheMiddleOfTheCopy(pair, setup, () -> pair.mercury.exec("pkill -9 -x mysqldump"));
            brokenInTheMiddleOfTheCopy(pair, setup, () -> pair.uranus.exec("pkill -9 -x mysql"));

            pair.client.awaitSuccess(setup);
            till.awaitSales(20);
            Aftermath.isClean(pair, till.stop(), "mercury");
        }
    }

    private static void brokenInTheMiddleOfTheCopy(Pair pair, String operation, Runnable accident) throws InterruptedException {
        await(pair, operation, "copy-data", "uranus");
        pair.mercury.exec("for i in $(seq 1500); do pgrep -x mysqldump && sleep 0.4 && exit 0; sleep 0.02; done; exit 1");
        accident.run();
        saysWhyAndIsTriedAgain(pair, operation);
    }

    /** Waits until the step acts. A failure on the way is tried again. */
    private static void await(Pair pair, String operation, String step, String host) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(4));
        while (!acts(pair, operation, step, host)) {
            assertThat(Instant.now()).as("%s on %s never acted: %s", step, host, pair.client.operation(operation)).isBefore(limit);
            if (pair.client.operation(operation).get("state").asString().equals("FAILED")) {
                saysWhyAndIsTriedAgain(pair, operation);
            }
            Thread.sleep(20);
        }
    }

    private static boolean acts(Pair pair, String operation, String name, String host) {
        for (JsonNode step : pair.client.operation(operation).get("steps")) {
            if (step.get("name").asString().equals(name) && step.get("host").asString("").equals(host)) {
                String state = step.get("state").asString();
                assertThat(state).as("%s was over before it was disturbed", name).isNotIn("DONE", "SKIPPED");
                return state.equals("RUNNING");
            }
        }
        return false;
    }

    private static void saysWhyAndIsTriedAgain(Pair pair, String operation) {
        JsonNode ended = pair.client.awaitEnd(operation);
        assertThat(ended.get("state").asString()).as(ended.toPrettyString()).isEqualTo("FAILED");
        assertThat(ended.at("/error/message").asString("")).isNotBlank();
        assertThat(ended.at("/error/hint").asString("")).isNotBlank();
        assertThat(ended.at("/error/code").asString("")).isNotEqualTo("Bug");
        LOG.info("It said: {}", ended.get("error"));
        pair.client.post("/api/v1/operations/" + operation + "/retry", Map.of()).expecting(202);
    }
}
