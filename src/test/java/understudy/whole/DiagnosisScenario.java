package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.lab.LabHostSpec;
import tools.jackson.databind.JsonNode;

/**
 * What the panel says is the matter, for faults made on a real source. The danger: a failover for a source that lives, or none
 * for one that is dead; and an admin who is woken and isn't told which of the two it is.
 */
@Tag("lab")
class DiagnosisScenario {

    private static final Logger LOG = LoggerFactory.getLogger(DiagnosisScenario.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path dir;
    private static Pair pair;

    @BeforeAll
    static void replicate() throws Exception {
        pair = Pair.start(dir.resolve("data"), 2,
                LabHostSpec.host("mercury").smallDisk("/binlog", 64).serverConfig("log_bin=/binlog/mysql-bin"), LabHostSpec.host("uranus"));
        pair.replicate();
    }

    @AfterAll
    static void close() throws Exception {
        pair.close();
    }

    @AfterEach
    void isWellAgain() throws InterruptedException {
        await(Set.of("HEALTHY"));
    }

    @Test
    void knowsAKilledServerFromItsHost() throws InterruptedException {
        pair.mercury.killServer();
        JsonNode diagnosis = await(Set.of("SERVER_DEAD"));
        assertThat(diagnosis.get("hostReachable").asBoolean()).isTrue();
        assertThat(awaitLeading().get("whyNot").isNull()).isTrue();
        pair.mercury.startServer();
    }

    @Test
    void knowsAStoppedProcessAlthoughItsPortIsOpen() throws InterruptedException {
        pair.mercury.exec("pkill -STOP -x mysqld");
        await(Set.of("SERVER_HUNG"));
        assertThat(awaitLeading().get("evidence").toString()).contains("stopped by a signal");
        pair.mercury.exec("pkill -CONT -x mysqld");
    }

    @Test
    void knowsAFrozenHost() throws InterruptedException {
        pair.mercury.pause();
        try {
            JsonNode diagnosis = awaitLeading();
            assertThat(diagnosis.get("verdict").asString()).isIn("HOST_DEAD", "SERVER_HUNG");
            assertThat(diagnosis.get("hostReachable").asBoolean()).isFalse();
        } finally {
            pair.mercury.unpause();
        }
    }

    @Test
    void knowsAHostThatIsCutOffFromEveryone() throws InterruptedException {
        pair.mercury.disconnect();
        try {
            assertThat(awaitLeading().get("verdict").asString()).isEqualTo("HOST_DEAD");
        } finally {
            pair.mercury.reconnect();
        }
    }

    @Test
    void doesNothingWhenOnlyThePanelCannotReachIt() throws InterruptedException {
        pair.mercury.exec("pkill -STOP -x sshd; pkill -STOP -f '^sshd-session'; true");
        try {
            JsonNode diagnosis = await(Set.of("NETWORK_TO_PANEL"));
            assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
            assertThat(diagnosis.get("whyNot").asString()).contains("lives");
            Thread.sleep(Duration.ofSeconds(8));
            assertThat(diagnosis().get("verdict").asString()).isEqualTo("NETWORK_TO_PANEL");
        } finally {
            pair.mercury.exec("pkill -CONT -f '^sshd-session'; pkill -CONT -x sshd; true");
        }
    }

    @Test
    void knowsAFullDiskWhileQuestionsAreStillAnswered() throws InterruptedException {
        pair.mercury.exec("dd if=/dev/zero of=/binlog/full bs=64k 2>/dev/null; true");
        try {
            JsonNode diagnosis = await(Set.of("DISK_FULL"));
            assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
            assertThat(diagnosis.get("whyNot").asString()).contains("Free some space");
            Thread.sleep(Duration.ofSeconds(25));
            assertThat(diagnosis().get("verdict").asString()).isEqualTo("DISK_FULL");
            assertThat(Integer.parseInt(pair.mercury.sql("SELECT COUNT(*) FROM performance_schema.processlist WHERE user = 'understudy'")))
                    .as("the panel's own sessions, should heartbeats that hang pile up").isLessThan(6);
        } finally {
            pair.mercury.exec("rm /binlog/full");
        }
    }

    @Test
    void isHealthyButForAReplicaThatDoesNotFollow() throws InterruptedException {
        pair.uranus.sql("STOP REPLICA");
        JsonNode diagnosis = await(Set.of("REPLICAS_BROKEN"));
        assertThat(diagnosis.get("leadsToFailover").asBoolean()).isFalse();
        pair.uranus.sql("START REPLICA");
    }

    private static JsonNode diagnosis() {
        return pair.client.get("/api/v1/clusters/" + Pair.CLUSTER).expecting(200).body().get("diagnosis");
    }

    private static JsonNode await(Set<String> verdicts) throws InterruptedException {
        return await("one of " + verdicts, diagnosis -> verdicts.contains(diagnosis.get("verdict").asString()));
    }

    private static JsonNode awaitLeading() throws InterruptedException {
        return await("one that leads to a failover", diagnosis -> diagnosis.get("leadsToFailover").asBoolean());
    }

    private static JsonNode await(String what, java.util.function.Predicate<JsonNode> wanted) throws InterruptedException {
        Instant begun = Instant.now();
        String last = "";
        while (true) {
            JsonNode diagnosis = diagnosis();
            String word = diagnosis.get("verdict").asString() + " " + diagnosis.get("leadsToFailover").asBoolean();
            if (!word.equals(last)) {
                LOG.info("{} ms: {} {}", Duration.between(begun, Instant.now()).toMillis(), word, diagnosis);
                last = word;
            }
            if (wanted.test(diagnosis)) {
                return diagnosis;
            }
            assertThat(Instant.now()).as("waited for %s, but it says: %s", what, diagnosis.toPrettyString()).isBefore(begun.plus(LIMIT));
            Thread.sleep(20);
        }
    }
}
