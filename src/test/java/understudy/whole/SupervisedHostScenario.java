package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.LabImage;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * One host of the pair runs systemd, as real machines do. The danger: a service called by the wrong name, a supervisor and a
 * panel that work against each other, a server that its supervisor brings back in the wrong role.
 */
@Tag("lab")
class SupervisedHostScenario {

    @Test
    void aKilledServerComesBackInItsRoleAndTheClusterHeals(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.start(dir.resolve("data"), 5, LabImage.MYSQL97_SYSTEMD, LabImage.MYSQL97_SINGLE);
                Till till = pair.openTill(Duration.ofMillis(10))) {
            pair.enrolBoth();
            pair.makeCluster();
            JsonNode setup = pair.client.awaitSuccess(
                    pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus")));
            restartedByItsService(setup, pair.mercury);
            pair.client.awaitHealthy(Pair.CLUSTER);

            killAndAwaitReturn(pair, "mercury", "SOURCE");
            till.awaitSales(20);
            promote(pair, "uranus");
            killAndAwaitReturn(pair, "mercury", "REPLICA");
            assertThat(pair.mercury.sql("SELECT @@super_read_only")).as("boots closed").isEqualTo("1");
            promote(pair, "mercury");
            copyAFormerSourceAgain(pair);
            till.awaitSales(20);
            proveTheLedger(pair, till.stop());
        }
    }

    private static void restartedByItsService(JsonNode setup, LabHost host) {
        JsonNode restart = StreamSupport.stream(setup.get("steps").spliterator(), false)
                .filter(step -> step.get("name").asString().equals("restart-server") && step.get("host").asString().equals(host.name()))
                .findFirst().orElseThrow();
        assertThat(restart.get("state").asString()).isEqualTo("DONE");
        assertThat(restart.at("/plan/commands/0").asString()).isEqualTo("sudo service mysql restart");
        assertThat(host.exec("systemctl is-active mysql")).isEqualTo("active");
        assertThat(host.exec("cat /proc/$(pgrep -x mysqld)/cgroup")).as("runs under its unit").contains("mysql.service");
    }

    private static void killAndAwaitReturn(Pair pair, String host, String role) {
        LabHost killed = pair.lab.host(host);
        int restarts = restarts(killed);
        killed.killServer();
        Awaitility.await("the supervisor").atMost(Duration.ofSeconds(60)).until(() -> restarts(killed) > restarts
                && killed.serverAnswers());
        // what the panel saw before the server died is no answer
        long returned = Long.parseLong(killed.exec("date +%s%3N"));
        Awaitility.await("a look after the return").atMost(Duration.ofSeconds(60)).until(() ->
                Instant.parse(member(pair, host).get("seenAt").asString()).toEpochMilli() > returned);
        pair.client.awaitHealthy(Pair.CLUSTER);
        assertThat(member(pair, host).get("role").asString()).isEqualTo(role);
        assertThat(member(pair, host).get("writable").asBoolean()).isEqualTo(role.equals("SOURCE"));
    }

    private static int restarts(LabHost host) {
        return Integer.parseInt(host.exec("systemctl show -p NRestarts --value mysql"));
    }

    private static JsonNode member(Pair pair, String name) {
        return StreamSupport.stream(pair.client.cluster(Pair.CLUSTER).get("hosts").spliterator(), false)
                .filter(host -> host.get("name").asString().equals(name)).findFirst().orElseThrow();
    }

    private static void promote(Pair pair, String candidate) {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate)));
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    /** Its heartbeats as a source are part of what is thrown away, and those of the source now are part of the copy. */
    private static void copyAFormerSourceAgain(Pair pair) {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus",
                "confirm", "uranus", "options", Map.of("recopy", true))));
        pair.client.awaitHealthy(Pair.CLUSTER);
        String newest = "SELECT MAX(beat) FROM understudy.heartbeat";
        String before = pair.uranus.sql(newest);
        Awaitility.await("further heartbeats").atMost(Duration.ofSeconds(30)).until(() -> !pair.uranus.sql(newest).equals(before));
    }

    private static void proveTheLedger(Pair pair, Ledger ledger) throws Exception {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "CHECK_DATA", "host", "uranus")));
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
        }
    }
}
