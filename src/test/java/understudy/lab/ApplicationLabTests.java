package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import java.sql.SQLException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The application of the lab is deployed, fails and comes back as Secondhand does. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationLabTests {

    private Lab lab;
    private LabHost mercury;
    private LabHost uranus;
    private LabApplication shop;

    @BeforeAll
    void start() {
        lab = Lab.start(host("mercury").withApplication(), host("uranus").withApplication());
        mercury = lab.host("mercury");
        uranus = lab.host("uranus");
        shop = LabApplication.on(mercury);
        for (var host : new LabHost[] {mercury, uranus}) {
            host.listenEverywhere();
            host.fill(1);
            host.exec("/opt/lab/open-shop");
        }
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @BeforeEach
    void bringTheShopBackToItsOwnServer() {
        if (!shop.server().equals("mercury")) {
            shop.pointTo("127.0.0.1");
        }
    }

    @Test
    void isDeployedAsCapistranoDoesIt() {
        assertThat(mercury.exec("readlink -f /var/www/secondhand/current")).isEqualTo("/var/www/secondhand/releases/20161120170000");
        assertThat(mercury.exec("readlink /var/www/secondhand/current/config/database.yml")).isEqualTo(LabApplication.DATABASE_YML);
        assertThat(mercury.exec("stat -c '%U %G %a' " + LabApplication.DATABASE_YML)).isEqualTo("deploy deploy 640");
        assertThat(mercury.exec("ps -o user= -p " + shop.processes().getFirst())).isEqualTo("deploy");
    }

    @Test
    void sellsAndSaysWhichServerTookIt() {
        var sold = shop.post("/sellings?receipt=till-by-hand");

        assertThat(sold.status()).as(sold.body()).isEqualTo(201);
        assertThat(sold.json().get("server").asString()).isEqualTo("mercury");
        assertThat(sold.json().get("uuid").asString()).isEqualTo(mercury.sql("SELECT @@server_uuid"));
        assertThat(mercury.sql("SELECT receipt FROM secondhand_production.sellings WHERE id = " + sold.json().get("id").asLong()))
            .isEqualTo("till-by-hand");
        assertThat(shop.get("/").body()).contains("till-by-hand", "Read from mercury");
        assertThat(shop.post("/sellings?receipt=%27").status()).isEqualTo(422);
    }

    @Test
    void provesAWriteWithARowThatCanBeFound() {
        var written = shop.post("/up/write?token=proof-1");

        assertThat(written.status()).as(written.body()).isEqualTo(201);
        assertThat(mercury.sql("SELECT COUNT(*) FROM secondhand_production.health_checks WHERE token = 'proof-1'")).isEqualTo("1");
    }

    @Test
    void saysNoWhileItsServerIsClosed() {
        mercury.sql("SET GLOBAL super_read_only = ON");
        try {
            var refused = shop.post("/sellings?receipt=till-refused");

            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.json().get("error").asString()).contains("read-only option");
            assertThat(refused.json().get("outcome").asString()).isEqualTo("refused");
            assertThat(shop.post("/up/write?token=proof-2").status()).isEqualTo(500);
            assertThat(shop.get("/up").json().get("closed").asBoolean()).isTrue();
        } finally {
            mercury.sql("SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF");
        }
        assertThat(shop.post("/sellings").status()).isEqualTo(201);
        assertThat(mercury.sql("SELECT COUNT(*) FROM secondhand_production.sellings WHERE receipt = 'till-refused'")).isEqualTo("0");
    }

    @Test
    void keepsItsConnectionUntilItIsRestarted() {
        var before = shop.processes();
        var connection = "SELECT id FROM performance_schema.processlist WHERE user = 'secondhand'";
        shop.get("/up");
        var open = mercury.sql(connection);

        mercury.exec("sed -i --follow-symlinks '/^production:/,$ s/^  host: [^ ]*/  host: " + uranus.replicationAddress()
            + "/' /var/www/secondhand/current/config/database.yml");

        assertThat(shop.server()).isEqualTo("mercury");
        assertThat(mercury.sql(connection)).as("the connection of before").isEqualTo(open).isNotEmpty();
        mercury.exec("sudo -u deploy touch /var/www/secondhand/current/tmp/restart.txt");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> shop.server().equals("uranus"));
        assertThat(shop.processes()).doesNotContainAnyElementsOf(before);
        assertThat(mercury.sql(connection)).as("connections to the server of before").isEmpty();
        assertThat(shop.post("/sellings").json().get("server").asString()).isEqualTo("uranus");
    }

    @Test
    void comesBackByItselfToAServerThatWasGone() throws SQLException {
        Ledger ledger;
        try (var shopper = Shopper.send(Duration.ofMillis(20), shop.url())) {
            shopper.awaitSales(20);
            var process = shop.processes();
            mercury.killServer();
            Awaitility.await().until(() -> !shopper.failures().isEmpty());
            assertThat(shop.get("/up").status()).isEqualTo(503);
            mercury.startServer();
            shopper.awaitSales(20);
            assertThat(shop.processes()).containsAnyElementsOf(process);
            ledger = shopper.stop();
            assertThat(ledger.with(Ledger.Outcome.ACKNOWLEDGED)).hasSize((int) shopper.confirmed());
        }

        try (var connection = mercury.jdbc()) {
            var comparison = ledger.compareWith(connection);
            assertThat(comparison.agrees()).as(comparison::toString).isTrue();
            assertThat(comparison.acknowledged()).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void sendsItsShoppersToTheNextShopAndLosesNothing() throws SQLException {
        Ledger ledger;
        var second = LabApplication.on(uranus);
        try (var shopper = Shopper.sendAnewEachTime(Duration.ofMillis(20), shop.url(), second.url())) {
            shopper.awaitSales(10);
            second.pointTo(mercury);
            mercury.exec("apache2ctl stop");
            shopper.awaitSales(10);
            ledger = shopper.stop();
        } finally {
            mercury.exec("apache2ctl start");
            second.pointTo("127.0.0.1");
        }

        try (var connection = mercury.jdbc()) {
            assertThat(ledger.compareWith(connection).agrees()).as(ledger.compareWith(connection).toString()).isTrue();
        }
        assertThat(ledger.moveGapsNanos()).isNotEmpty();
    }
}
