package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
import understudy.lab.LabHostSpec;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * Somebody wrote on a replica, and then the source dies. The danger: rows that nobody ever meant for the customers become the truth,
 * silently and by themselves, at the moment in which nobody has the calm to look at them.
 */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErrantCandidateScenario {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path dir;
    private static Pair pair;
    private static LabHost neptune;

    @BeforeAll
    static void replicate() throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        neptune = pair.lab.add(LabHostSpec.host("neptune")
                .authorised(pair.client.get("/api/v1/ssh-key").expecting(200).body().get("publicKey").asString()));
        pair.replicate();
        pair.client.patch("/api/v1/clusters/" + Pair.CLUSTER, Map.of("automaticFailover", true, "bootClosed", "REPLICAS", "failoverCooldownMillis", 0)).expecting(200);
        pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());
        pair.uranus.sql("SET GLOBAL super_read_only = OFF; INSERT INTO secondhand_production.users (id, first_name, email, created_at, updated_at)"
                + " VALUES (950001, 'Errant', '950001@example.com', NOW(), NOW()); SET GLOBAL super_read_only = ON");
        await("it is found").atMost(LIMIT).until(() -> pair.client.get("/api/v1/clusters/" + Pair.CLUSTER + "/readiness").expecting(200).text()
                .contains("ErrantTransactions"));
    }

    @AfterAll
    static void close() throws Exception {
        pair.close();
    }

    /** Neither by itself nor for a person who types the name; and the source that comes back goes on as if nothing had been. */
    @Test
    @Order(1)
    void isRefusedWithTheReasonWhenItIsTheOnlyOne() throws Exception {
        try (Till till = Till.open(Duration.ofMillis(5), pair.mercury)) {
            till.awaitSales(50);
            pair.mercury.killServer();
            pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");

            JsonNode refused = pair.client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations",
                    Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)).expecting(422).body();

            assertThat(refused.toString()).contains("ErrantTransactions", "uranus has transactions that its source never had",
                    "Choose another candidate", "break-glass sheet");
            await("it says why it doesn't by itself").atMost(LIMIT).until(() -> pair.client.get("/api/v1/clusters/" + Pair.CLUSTER).text()
                    .contains("doesn't fail over by itself: uranus has transactions that its source never had")
                    || pair.panel.log().contains("doesn't fail over by itself: uranus has transactions that its source never had"));
            assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
            assertThat(pair.uranus.sql("SHOW REPLICA STATUS")).as("its channel").isNotEmpty();
            assertThat(pair.client.latestOperation(Pair.CLUSTER).get("kind").asString()).isNotEqualTo("FAILOVER");
            pair.mercury.startServer();
            till.awaitSales(50);
            assertThat(Pair.compare(till.stop(), pair.mercury)).matches(Ledger.Comparison::agrees);
        }
        pair.client.awaitHealth(Pair.CLUSTER, "HEALTHY");
    }

    @Test
    @Order(2)
    void isPassedOverForAnotherAndLeftOutAfterwards() throws Exception {
        pair.client.enrol(neptune.name(), neptune.address(), neptune.sshPort(), Pair.fingerprint(neptune));
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "neptune")));
        pair.client.awaitHealthy(Pair.CLUSTER);
        try (Till till = Till.open(Duration.ofMillis(5), pair.mercury, neptune)) {
            till.awaitSales(50);
            pair.mercury.killServer();
            await("neptune is the source").atMost(LIMIT).until(() -> pair.client.cluster(Pair.CLUSTER).get("source").asString().equals("neptune"));

            JsonNode failover = pair.client.awaitSuccess(pair.client.latestOperation(Pair.CLUSTER).get("id").asString());

            till.awaitSales(50);
            assertThat(failover.at("/result/leftOut").toString()).isEqualTo("[\"uranus\"]");
            assertThat(failover.at("/result/lostTransactions/count").asLong()).isZero();
            assertThat(Pair.compare(till.stop(), neptune)).matches(Ledger.Comparison::agrees);
        }
        assertThat(neptune.sql("SELECT COUNT(*) FROM secondhand_production.users WHERE id = 950001")).isEqualTo("0");
        assertThat(pair.uranus.sql("SELECT COUNT(*) FROM secondhand_production.users WHERE id = 950001")).isEqualTo("1");
        assertThat(pair.uranus.sql("SELECT @@super_read_only")).isEqualTo("1");
    }
}
