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
import understudy.lab.LabHost;

/**
 * The application's scheduled events go where the source goes. The danger: after a promotion nobody runs them, and nobody notices
 * before the carts of a month lie about; or two servers run them; or one runs with another's rights, or read under another SQL mode
 * than it was written for.
 */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScheduledEventsScenario {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Which server it ran on is in the row; the text in double quotes is a text only under the mode that it was made in. */
    private static final String BODY = "INSERT INTO secondhand_production.ticks (source, who, word) VALUES (@@hostname, CURRENT_USER(), \"said\")";
    private static final String TICK = "SET SESSION sql_mode = '', time_zone = '+03:00'; CREATE DEFINER = 'pierre'@'localhost' EVENT"
            + " secondhand_production.`tick ``1``` ON SCHEDULE EVERY 1 SECOND DO " + BODY;
    private static final String KEPT = "SELECT event_name, definer, sql_mode, time_zone, status, event_definition FROM information_schema.events"
            + " WHERE event_name LIKE 'tick%'";

    @TempDir
    static Path dir;
    private static Pair pair;

    /** One event from before the copy, one switched off by hand, and one whose only time passes while nobody runs it. */
    @BeforeAll
    static void replicate() throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        pair.mercury.sql("CREATE TABLE secondhand_production.ticks (id INT AUTO_INCREMENT PRIMARY KEY, source VARCHAR(80), who VARCHAR(80),"
                + " word VARCHAR(80), at TIMESTAMP(6) DEFAULT NOW(6))");
        pair.mercury.sql(TICK);
        pair.mercury.sql("CREATE EVENT secondhand_production.resting ON SCHEDULE EVERY 1 SECOND DISABLE DO " + BODY.replace('"', '\''));
        pair.replicate();
        pair.mercury.sql("CREATE DATABASE crm; CREATE TABLE crm.marks (id INT AUTO_INCREMENT PRIMARY KEY, source VARCHAR(80));"
                + " CREATE EVENT crm.later ON SCHEDULE EVERY 1 SECOND DO INSERT INTO crm.marks (source) VALUES (@@hostname)");
    }

    @AfterAll
    static void close() throws Exception {
        pair.close();
    }

    @Test
    @Order(1)
    void restOnTheReplica() {
        runOnlyOn(pair.mercury, pair.uranus);
    }

    @Test
    @Order(2)
    void goWithASwitchoverThereAndBack() {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "uranus")));
        runOnlyOn(pair.uranus, pair.mercury);
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", "mercury")));
        runOnlyOn(pair.mercury, pair.uranus);
        pair.client.awaitHealthy(Pair.CLUSTER);
    }

    @Test
    @Order(3)
    void goWithAFailoverAndStayAwayFromTheOldSourceWhenItRejoins() throws InterruptedException {
        pair.mercury.sql("CREATE EVENT crm.once ON SCHEDULE AT NOW() + INTERVAL 5 SECOND DO INSERT INTO crm.marks (source) VALUES ('once')");
        await().atMost(LIMIT).until(() -> !status(pair.uranus, "once").isEmpty());
        pair.mercury.killServer();
        Thread.sleep(Duration.ofSeconds(6));
        pair.client.awaitHealth(Pair.CLUSTER, "SOURCE_DOWN");

        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "FAILOVER", "confirm", Pair.CLUSTER)));

        ticksOn(pair.uranus, "secondhand_production.ticks");
        ticksOn(pair.uranus, "crm.marks");
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "REJOIN", "host", "mercury")));
        runOnlyOn(pair.uranus, pair.mercury);
    }

    private static void runOnlyOn(LabHost source, LabHost replica) {
        ticksOn(source, "secondhand_production.ticks");
        ticksOn(source, "crm.marks");
        String kept = "tick `1`\tpierre@localhost\t\t+03:00\t%s\t" + BODY;
        assertThat(source.sql(KEPT)).isEqualTo(kept.formatted("ENABLED"));
        await("the replica rests").atMost(LIMIT).untilAsserted(() -> {
            assertThat(replica.sql(KEPT)).isEqualTo(kept.formatted("REPLICA_SIDE_DISABLED"));
            assertThat(status(replica, "later")).isEqualTo("REPLICA_SIDE_DISABLED");
        });
        assertThat(status(source, "resting")).isEqualTo("DISABLED");
        assertThat(status(replica, "resting")).isEqualTo("DISABLED");
    }

    private static String status(LabHost host, String event) {
        return host.sql("SELECT status FROM information_schema.events WHERE event_name = '" + event + "'");
    }

    /** As whom it was made, and by nobody else any more. */
    private static void ticksOn(LabHost source, String table) {
        long before = Long.parseLong(source.sql("SELECT COUNT(*) FROM " + table));
        await(table + " grows on " + source.name()).atMost(LIMIT).until(() -> Long.parseLong(source.sql("SELECT COUNT(*) FROM " + table)) > before + 2);
        assertThat(source.sql("SELECT DISTINCT source FROM (SELECT source FROM " + table
                + " ORDER BY id DESC LIMIT 2) AS last")).isEqualTo(source.name());
        assertThat(source.sql("SELECT DISTINCT who, word FROM secondhand_production.ticks")).isEqualTo("pierre@localhost\tsaid");
    }
}
