package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * Sources that die under SEMI_SYNC with a timeout that nobody outwaits, and automatic failover. The danger: a source behind a cut that
 * nobody can fence goes on telling its writers that their sales are done; comes back, and tells it those who still wait; or can't be
 * closed, because {@code read_only} waits behind a commit that waits for a replica that has another part now.
 */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SemiSyncScenario {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** As root, whom {@code offline_mode} doesn't cut off: there are applications that log in so. */
    private static final String LATE = """
            mysql -NB --skip-reconnect -e "INSERT INTO secondhand_production.sellings (event_id, receipt, created_at, updated_at)
             VALUES (1, 'inside-late', NOW(), NOW()); SELECT 'acknowledged'" > /var/tmp/late 2>&1 < /dev/null &""";

    @TempDir
    static Path dir;
    private static Pair pair;

    @BeforeAll
    static void replicate() throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        pair.replicate();
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("durability", "SEMI_SYNC",
                "semiSync", Map.of("replicas", 1, "timeoutMillis", 3_600_000), "automaticFailover", true, "acceptUnfenced", true,
                "failoverCooldownMillis", 0)).expecting(200);
        pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        awaitWaiting(pair.mercury);
    }

    @AfterAll
    static void close() throws Exception {
        pair.close();
    }

    @Test
    @Order(1)
    void acknowledgesNotOneWriteBehindACutAndKeepsWhatItTook() throws Exception {
        try (InsideTill inside = InsideTill.open(pair.mercury)) {
            pair.mercury.disconnect();
            List<String> acknowledged = inside.acknowledged();
            pair.mercury.exec(LATE);

            JsonNode failover = takenOverBy(pair.uranus);

            assertThat(failover.at("/result/fenced").asBoolean()).isFalse();
            assertThat(waitingCommits(pair.mercury)).as("commits that wait for nobody").isPositive();
            assertThat(inside.acknowledged()).as("acknowledged behind the cut").isEqualTo(acknowledged);
            pair.mercury.reconnect();
            awaitClosed(pair.mercury);
            assertThat(waitingCommits(pair.mercury)).isZero();
            assertThat(pair.mercury.sql("SELECT @@offline_mode")).isEqualTo("0");
            assertThat(inside.acknowledged()).as("acknowledged after the return").isEqualTo(acknowledged);
            assertThat(pair.mercury.exec("cat /var/tmp/late")).as("what the late one was told").contains("ERROR").doesNotContain("acknowledged");
            assertThat(InsideTill.at(pair.uranus)).containsAll(acknowledged);
            whatOnlyMercuryHasIsKeptAndThenDiscarded();
            assertThat(inside.acknowledged()).isEqualTo(acknowledged);
        }
    }

    private static void whatOnlyMercuryHasIsKeptAndThenDiscarded() throws Exception {
        Set<String> only = new TreeSet<>(InsideTill.at(pair.mercury));
        only.removeAll(InsideTill.at(pair.uranus));
        assertThat(only).contains("inside-late");

        JsonNode refused = pair.client.awaitEnd(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));

        assertThat(refused.at("/error/code").asString()).as(refused.toPrettyString()).isEqualTo("ErrantTransactions");
        String kept = pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/kept-files/" + refused.at("/error/evidence/file").asString())
                .expecting(200).text();
        assertThat(only).allSatisfy(receipt -> assertThat(kept).contains(receipt));
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury", "confirm", "mercury",
                "options", Map.of("discardErrant", true))));
        pair.client.awaitHealthy(Pair.CLUSTER);
        assertThat(InsideTill.at(pair.mercury)).isEqualTo(InsideTill.at(pair.uranus));
    }

    /** Nothing of the dead source can be read: what its writers were told is on the replica, or it is lost. */
    @Test
    @Order(2)
    void losesNothingAcknowledgedWithAHostThatIsGone() throws Exception {
        losesNothing(pair.uranus, pair.mercury, LabHost::cutPower);
        pair.uranus.powerOn();
        comesBack(pair.uranus);
    }

    @Test
    @Order(3)
    void losesNothingWithAServerThatIsKilled() throws Exception {
        losesNothing(pair.mercury, pair.uranus, LabHost::killServer);
        comesBack(pair.mercury);
    }

    private static void losesNothing(LabHost source, LabHost next, java.util.function.Consumer<LabHost> death) throws Exception {
        awaitWaiting(source);
        try (Till till = Till.open(Duration.ofMillis(2), source, next)) {
            till.awaitSales(200);
            death.accept(source);
            JsonNode failover = takenOverBy(next);
            till.awaitSales(50);
            Ledger.Comparison comparison = Pair.compare(till.stop(), next);
            assertThat(comparison.agrees()).as("%s; %s", comparison, failover).isTrue();
            assertThat(failover.at("/result/lostTransactions/count").asLong()).isZero();
        }
    }

    /** What it had in its log and told nobody may be errant; that is for the typed name. */
    private static void comesBack(LabHost host) {
        Map<String, ?> rejoin = Map.of("kind", "REJOIN", "host", host.name(), "confirm", host.name(), "options", Map.of("discardErrant", true));
        pair.client.awaitPossible(Pair.CLUSTER, rejoin);
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, rejoin));
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    private static JsonNode takenOverBy(LabHost next) {
        await(next.name() + " is the source").atMost(LIMIT).until(
                () -> pair.client.cluster(Pair.CLUSTER).get("source").asString().equals(next.name()));
        JsonNode failover = pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        assertThat(failover.get("kind").asString()).isEqualTo("FAILOVER");
        assertThat(next.sql("SELECT @@read_only")).isEqualTo("0");
        return failover;
    }

    private static void awaitClosed(LabHost host) {
        await(host.name() + " is closed").atMost(LIMIT).pollInterval(Duration.ofMillis(100))
                .until(() -> host.sql("SELECT @@read_only AND @@super_read_only").equals("1"));
    }

    private static void awaitWaiting(LabHost source) {
        await("commits on " + source.name() + " wait").atMost(LIMIT).until(() -> source.sql("SELECT VARIABLE_VALUE FROM"
                + " performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_status'").equals("ON"));
    }

    private static int waitingCommits(LabHost host) {
        return Integer.parseInt(host.sql("SELECT COUNT(*) FROM performance_schema.processlist WHERE state LIKE 'Waiting for semi-sync ACK%'"));
    }
}
