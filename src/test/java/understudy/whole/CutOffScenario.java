package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Till;
import understudy.operation.Cuts;

/**
 * Each statement and each command of every step of a set-up and of a switchover is once the last that the panel does. The danger:
 * a gap between two of them that nobody thought of, in which a server stays open, closed or half configured.
 */
@Tag("lab")
class CutOffScenario {

    private static final Logger LOG = LoggerFactory.getLogger(CutOffScenario.class);
    private static final Pattern CUT = Pattern.compile("Cut off in (\\S+(?: undo of)?) #(\\d+) ([a-z-]+)@(\\S+) \\| (.*)");

    /** They only look, or change the panel's own notes; or they find nothing to do on these hosts. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("reach-source", "give-own-server-uuid", "mark-unusable", "empty-replica",
            "wait-until-caught-up", "enable-events", "declare-role", "await-transactions", "catch-up", "declare-roles", "end-writers");

    @Test
    void bothOperationsSucceedThoughCutOffAfterEachRemoteEffect(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 2); Till till = pair.openTill(Duration.ofMillis(20))) {
            till.awaitSales(20);
            pair.enrolBoth();
            pair.makeCluster();
            restartCutting(pair);

            isCutOffInEveryStep(pair, Map.of("kind", "SETUP_REPLICA", "host", "uranus"));
            pair.client.awaitHealthy(Pair.CLUSTER);
            try (TwoOpenWatch watch = TwoOpenWatch.of(pair.mercury, pair.uranus)) {
                isCutOffInEveryStep(pair, Map.of("kind", "SWITCHOVER", "host", "uranus"));
                assertThat(watch.bothOpen()).as("two servers took writes").isEmpty();
            }
            till.awaitSales(20);
            pair.panel.kill();
            pair.panel.startAgain();
            Aftermath.isClean(pair, till.stop(), "uranus");
        }
    }

    /** The danger: a way back that is cut off half-way and leaves options, an account, or a closed server behind. */
    @Test
    void everythingIsAsBeforeThoughTheWayBackIsCutOffToo(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 1)) {
            List<String> before = List.of(standing(pair.mercury), standing(pair.uranus));
            pair.enrolBoth();
            pair.makeCluster();
            restartCutting(pair);
            String setup = pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus", "pace", "STEP"));
            runsUpTo(pair, setup, "mark-unusable");

            pair.client.post("/api/v1/operations/" + setup + "/rollback", Map.of()).expecting(202);

            assertThat(pair.client.awaitEnd(setup).get("state").asString()).isEqualTo("ROLLED_BACK");
            List<String> cuts = cuts(pair, "SETUP_REPLICA undo of");
            cuts.forEach(cut -> LOG.info("Cut off in the undo of {}", cut));
            assertThat(cuts).extracting(cut -> cut.replaceFirst(".* (\\S+@\\S+) after.*", "$1")).contains("set-server-options@mercury",
                    "create-replication-account@mercury", "set-server-options@uranus", "create-replication-account@uranus");
            for (LabHost host : List.of(pair.mercury, pair.uranus)) {
                assertThat(standing(host)).as(host.name()).isEqualTo(before.get(host == pair.mercury ? 0 : 1));
                Aftermath.nothingLiesAbout(host);
            }
        }
    }

    private static void restartCutting(Pair pair) throws Exception {
        pair.panel.kill();
        pair.panel.startAgain("-D" + Cuts.PROPERTY + "=on", "-Dunderstudy.operation.pick-up-every=200ms");
    }

    /** What an admin had before: options in the files, whether it takes writes, who may follow. */
    private static String standing(LabHost host) {
        return host.exec("my_print_defaults mysqld") + "\n" + host.sql("SELECT @@global.read_only, @@global.super_read_only; "
                + "SELECT user, host FROM mysql.user WHERE Repl_slave_priv = 'Y' AND Select_priv = 'N'");
    }

    /** Presses the button for each step before this one. */
    private static void runsUpTo(Pair pair, String operation, String step) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(4));
        while (true) {
            JsonNode now = pair.client.operation(operation);
            assertThat(now.get("state").asString()).as(now.toPrettyString()).isIn("RUNNING", "WAITING", "INTERRUPTED");
            assertThat(Instant.now()).as(now.toPrettyString()).isBefore(limit);
            if (now.get("state").asString().equals("WAITING")) {
                if (nextStep(now).equals(step)) {
                    return;
                }
                pair.client.post("/api/v1/operations/" + operation + "/continue", Map.of());
            }
            Thread.sleep(100);
        }
    }

    private static String nextStep(JsonNode operation) {
        for (JsonNode step : operation.get("steps")) {
            if (step.get("state").asString().equals("PENDING")) {
                return step.get("name").asString();
            }
        }
        return "";
    }

    private static void isCutOffInEveryStep(Pair pair, Map<String, ?> request) throws Exception {
        JsonNode ended = pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, request));
        List<String> cuts = cuts(pair, (String) request.get("kind"));
        cuts.forEach(cut -> LOG.info("Cut off in {}", cut));
        LOG.info("{} was cut off {} times", request.get("kind"), cuts.size());
        Set<String> cutOff = cuts.stream().map(cut -> cut.replaceFirst(" .*", "")).collect(Collectors.toSet());
        for (JsonNode step : ended.get("steps")) {
            String name = step.get("name").asString();
            if (!WITHOUT_EFFECT.contains(name)) {
                assertThat(cutOff).as("cut off in %s", name).contains("#" + step.get("id").asString());
            }
        }
    }

    private static List<String> cuts(Pair pair, String kind) throws Exception {
        return CUT.matcher(pair.panel.log()).results().filter(cut -> cut.group(1).equals(kind))
                .map(cut -> "#" + cut.group(2) + " " + cut.group(3) + "@" + cut.group(4) + " after " + cut.group(5)).toList();
    }
}
