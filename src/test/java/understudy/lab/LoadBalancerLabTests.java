package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The documented configuration of HAProxy against a panel whose answers the test chooses. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadBalancerLabTests {

    private static final String PATH = "/health/clusters/secondhand/hosts/%s/source";

    private Lab lab;
    private LabLoadBalancer balancer;
    private HttpServer panel;
    private volatile String source = "mercury";
    private volatile boolean knows = true;

    @BeforeAll
    void start() throws IOException {
        lab = Lab.start(host("mercury"), host("uranus"), host("juno").image(LabImage.HAPROXY));
        for (var name : new String[] {"mercury", "uranus"}) {
            lab.host(name).listenEverywhere();
            lab.host(name).fill(1);
            lab.host(name).exec("/opt/lab/open-shop");
        }
        startPanel(0);
        balancer = LabLoadBalancer.on(lab.host("juno"), lab.host("mercury"), lab.host("uranus"), panel.getAddress().getPort());
    }

    @AfterAll
    void stop() {
        panel.stop(0);
        lab.close();
    }

    @BeforeEach
    void beginAtMercury() {
        knows = true;
        source = "mercury";
        awaitServer("mercury");
    }

    @Test
    void followsTheSourceAndEndsConnectionsToTheFormerOne() throws SQLException {
        try (var pooled = connect()) {
            assertThat(serverOf(pooled)).isEqualTo("mercury");

            source = "uranus";

            awaitServer("uranus");
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !pooled.isValid(1));
        }
    }

    @Test
    void staysWhereItIsWhileThePanelIsSilent() throws Exception {
        try (var pooled = connect()) {
            int port = panel.getAddress().getPort();
            panel.stop(0);
            Thread.sleep(1500);
            assertThat(serverOf(pooled)).as("a panel that is gone").isEqualTo("mercury");
            assertThat(server()).isEqualTo("mercury");

            knows = false;
            startPanel(port);
            Thread.sleep(1500);
            assertThat(serverOf(pooled)).as("a panel that has just started").isEqualTo("mercury");
            assertThat(server()).isEqualTo("mercury");
        }
    }

    /** As the break-glass sheet says; the panel that is back goes on where the person was. */
    @Test
    void isLedByHandWhileThereIsNoPanel() throws IOException {
        int port = panel.getAddress().getPort();
        panel.stop(0);
        change("s/^( *server mercury .*)/\\1 disabled/; s/^( *server uranus .*)/\\1 no-check/");
        awaitServer("uranus");

        source = "uranus";
        startPanel(port);
        change("s/^( *server .*) (disabled|no-check)$/\\1/");
        awaitServer("uranus");
    }

    private void change(String expression) {
        lab.host("juno").exec("sed -i -E '" + expression + "' /etc/haproxy/haproxy.cfg && service haproxy reload");
    }

    @Test
    void letsNobodyInWhileThereIsNoSource() {
        source = "nobody";

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> server().startsWith("none: "));
    }

    private void startPanel(int port) throws IOException {
        panel = HttpServer.create(new InetSocketAddress("0.0.0.0", port), 0);
        panel.createContext("/", this::answer);
        panel.start();
    }

    /** As the real one does. */
    private void answer(HttpExchange exchange) throws IOException {
        boolean yes = knows && exchange.getRequestURI().getPath().equals(PATH.formatted(source));
        if (!knows) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        exchange.sendResponseHeaders(yes ? 200 : 503, -1);
        exchange.close();
    }

    private void awaitServer(String name) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(server()).isEqualTo(name));
    }

    private String server() {
        try (var connection = connect()) {
            return serverOf(connection);
        } catch (SQLException e) {
            return "none: " + e.getMessage();
        }
    }

    private static String serverOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT @@hostname")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(balancer.applicationUrl());
    }
}
