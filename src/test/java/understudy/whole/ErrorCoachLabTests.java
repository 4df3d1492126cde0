package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import understudy.finding.Explanation;
import understudy.finding.ServerErrors;

/**
 * Every replication error that the coach explains and that can be made here, made on real servers, and read on the host's page. The
 * danger: a server that words it otherwise than the table thinks, so that the person at night reads nothing, or the wrong advice.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErrorCoachLabTests {

    private static final String ALONE = "SET GLOBAL super_read_only=OFF; SET sql_log_bin=0; ";
    private static final String CLOSED = "; SET sql_log_bin=1; SET GLOBAL super_read_only=ON";
    private static final String RECONNECT = "STOP REPLICA IO_THREAD; START REPLICA IO_THREAD";

    private Pair pair;
    private PanelPages pages;

    @BeforeAll
    void replicate(@TempDir Path dir) throws Exception {
        pair = Pair.start(dir.resolve("data"), 2);
        pair.replicate();
        pair.mercury.sql("CREATE TABLE secondhand_production.coached (id INT PRIMARY KEY, word TEXT)");
        pages = new PanelPages(pair.panel);
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
    }

    @AfterAll
    void stop() throws Exception {
        pair.close();
    }

    @AfterEach
    void isMended() {
        pair.client.awaitHealthy(Pair.CLUSTER);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(page("/hosts/uranus")).doesNotContain(" on uranus: "));
    }

    private String page(String path) {
        return HtmlUtils.htmlUnescape(pages.get(path));
    }

    /** The host's page and the cluster's card say what the error means, what to do, and the server's own words. */
    private void coaches(int number, String button) {
        Explanation explanation = ServerErrors.ofReplication(number, "").orElseThrow();
        Awaitility.await("error " + number + " explained").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500)).untilAsserted(() ->
                assertThat(page("/hosts/uranus")).contains("Error " + number + " on uranus: " + explanation.meaning(), explanation.advice(),
                        "the server says", button));
        assertThat(page("/clusters/" + Pair.CLUSTER)).contains(explanation.meaning());
    }

    private void write(String sql) {
        pair.mercury.sql("USE secondhand_production; " + sql);
    }

    private void onReplicaAlone(String sql) {
        pair.uranus.sql(ALONE + sql + CLOSED);
    }

    @Test
    @Order(1)
    void duplicateRow1062() {
        onReplicaAlone("INSERT INTO secondhand_production.coached VALUES (1, 'its own')");
        write("INSERT INTO coached VALUES (1, 'of the source')");

        coaches(1062, "Copy it again …");

        onReplicaAlone("DELETE FROM secondhand_production.coached WHERE id = 1; START REPLICA");
    }

    @Test
    @Order(2)
    void missingRow1032() {
        write("INSERT INTO coached VALUES (2, 'both have it')");
        Awaitility.await().until(() -> pair.uranus.sql("SELECT COUNT(*) FROM secondhand_production.coached WHERE id = 2").equals("1"));
        onReplicaAlone("DELETE FROM secondhand_production.coached WHERE id = 2");
        write("UPDATE coached SET word = 'changed' WHERE id = 2");

        coaches(1032, "Copy it again …");

        onReplicaAlone("INSERT INTO secondhand_production.coached VALUES (2, 'both have it'); START REPLICA");
    }

    @Test
    @Order(3)
    void missingTable1146() {
        onReplicaAlone("RENAME TABLE secondhand_production.coached TO secondhand_production.hidden");
        write("INSERT INTO coached VALUES (3, 'where to')");

        coaches(1146, "Copy it again …");

        onReplicaAlone("RENAME TABLE secondhand_production.hidden TO secondhand_production.coached; START REPLICA");
    }

    @Test
    @Order(4)
    void missingAccount1396() {
        write("SET sql_log_bin=0; CREATE USER ghost@localhost; SET sql_log_bin=1; ALTER USER ghost@localhost ACCOUNT LOCK");

        coaches(1396, "Set it up again …");

        onReplicaAlone("CREATE USER ghost@localhost; START REPLICA");
    }

    @Test
    @Order(5)
    void sourceDown2003() {
        pair.mercury.exec("service mysql stop");

        coaches(2003, "Look at mercury");

        pair.mercury.startServer();
    }

    @Test
    @Order(6)
    void tooManyConnections1040() throws Exception {
        // nobody gets in any more to take it back
        try (Connection root = pair.mercury.jdbc(); Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL max_connections=1");
            pair.uranus.sql(RECONNECT);

            coaches(1040, "Look at mercury");

            statement.execute("SET GLOBAL max_connections=60");
        }
    }

    @Test
    @Order(7)
    void sameIdentity13117() {
        String own = pair.uranus.sql("SELECT @@server_id");
        pair.uranus.sql("SET GLOBAL server_id=" + pair.mercury.sql("SELECT @@server_id") + "; " + RECONNECT);

        coaches(13117, "Set it up again …");

        pair.uranus.sql("SET GLOBAL server_id=" + own + "; START REPLICA");
    }

    @Test
    @Order(8)
    void secureConnection2061MendedByItsButton() {
        pair.mercury.sql("SET sql_log_bin=0; ALTER USER " + account() + " REQUIRE NONE; FLUSH PRIVILEGES");
        pair.uranus.sql("STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_SSL=0, GET_SOURCE_PUBLIC_KEY=0; START REPLICA");

        coaches(2061, "Set it up again …");

        setUpAgain(false);
    }

    @Test
    @Order(9)
    void wrongPassword1045MendedByItsButton() {
        pair.mercury.sql("SET sql_log_bin=0; ALTER USER " + account() + " IDENTIFIED BY 'another one'");
        pair.uranus.sql(RECONNECT);

        coaches(1045, "Set it up again …");

        setUpAgain(false);
    }

    @Test
    @Order(10)
    void purgedLogs1236MendedByItsButton() {
        pair.uranus.sql("STOP REPLICA");
        write("INSERT INTO coached VALUES (10, 'gone'); FLUSH BINARY LOGS; INSERT INTO coached VALUES (11, 'still there'); "
                + "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
        pair.uranus.sql("START REPLICA");

        coaches(1236, "Copy it again …");

        assertThat(page("/hosts/uranus")).contains("/clusters/" + Pair.CLUSTER + "/setup?host=uranus&recopy=true");
        setUpAgain(true);
        assertThat(pair.uranus.sql("SELECT word FROM secondhand_production.coached WHERE id = 10")).isEqualTo("gone");
    }

    private void setUpAgain(boolean recopy) {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus", "confirm", "uranus",
                "options", Map.of("recopy", recopy))));
    }

    private String account() {
        return "'" + pair.mercury.sql("SELECT user FROM mysql.user WHERE Repl_slave_priv='Y' AND user NOT IN ('root', 'understudy') LIMIT 1") + "'@'"
                + pair.uranus.replicationAddress() + "'";
    }
}
