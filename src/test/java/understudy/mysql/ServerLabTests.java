package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;

/** A real server, asked and told things by the panel's account with the panel's privileges. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerLabTests {

    private Lab lab;
    private LabHost mercury;
    private Server server;

    @BeforeAll
    void start() {
        lab = Lab.start(LabHostSpec.host("mercury"));
        mercury = lab.host("mercury");
        server = LabServers.panel(mercury);
    }

    @AfterAll
    void stop() {
        server.close();
        lab.close();
    }

    @Test
    void asksWithBoundParameters() {
        String odd = "a'b\"c`d\\e$f ü?%s --";
        Row row = server.query("SELECT ? AS text, ? + 1 AS number, NULL AS nothing, CURRENT_USER() AS me", odd, 41).get(0);

        assertThat(row.text("TEXT")).isEqualTo(odd);
        assertThat(row.number("number")).isEqualTo(42);
        assertThat(row.get("nothing")).isNull();
        assertThat(row.text("me")).startsWith("understudy@");
    }

    @Test
    void quotesNamesAndTextsAsTheServerReadsThem() {
        String odd = "a'b\"c`d\\e$f ü?%s";
        assertThat(server.query("SELECT " + Sql.text(odd) + " AS " + Sql.name("x`y") + ", @@sql_mode AS mode").get(0).text("x`y"))
                .isEqualTo(odd);
    }

    @Test
    void readsNamesBeyondAsciiInEveryAnswer() {
        mercury.sql("CREATE DATABASE `Bücher €`; CREATE USER 'jörg'@'localhost'; GRANT SELECT ON `Bücher €`.* TO 'jörg'@'localhost'");

        assertThat(server.query("SHOW GRANTS FOR 'jörg'@'localhost'")).extracting(row -> String.join("", row.values().values()))
                .contains("GRANT SELECT ON `Bücher €`.* TO `jörg`@`localhost`");
        assertThat(server.query("SHOW CREATE DATABASE `Bücher €`").get(0).text("Database")).isEqualTo("Bücher €");
    }

    @Test
    void knowsTheServerAndItsVariables() {
        assertThat(server.dialect().label()).startsWith("MySQL 9.7.");
        assertThat(server.replicaStatus()).isNull();
        assertThat(server.variables("gtid_mode", "LOG_BIN", "no_such_thing")).containsOnly(
                java.util.Map.entry("gtid_mode", "ON"), java.util.Map.entry("log_bin", "ON"));
        mercury.sql("CREATE DATABASE IF NOT EXISTS counted");
        assertThat(server.gtidExecuted()).hasToString(mercury.sql("SELECT @@gtid_executed"));
        assertThat(server.gtidExecuted().isEmpty()).isFalse();
    }

    @Test
    void endsAStatementThatTakesTooLongSoThatItCannotTakeEffectLater() throws SQLException {
        mercury.sql("CREATE DATABASE IF NOT EXISTS shop; CREATE TABLE IF NOT EXISTS shop.t (id INT PRIMARY KEY)");
        try (Connection other = mercury.jdbc(); Statement holding = other.createStatement()) {
            holding.execute("LOCK TABLES shop.t WRITE");
            try (SqlSession session = server.open(Duration.ofSeconds(1))) {
                assertThatExceptionOfType(ServerUnreachable.class)
                        .isThrownBy(() -> session.execute(server.dialect().closeForWrites()))
                        .satisfies(late -> assertThat(late.finding().code()).isEqualTo("StatementTimedOut"))
                        .withMessageContaining("1 s").withMessageContaining("has changed nothing");
            }
        }
        assertThat(server.variables("read_only", "super_read_only").values()).containsOnly("OFF");
    }

    @Test
    void closesAndOpensForWrites() {
        server.execute("CREATE DATABASE IF NOT EXISTS understudy");
        server.execute(server.dialect().closeForWrites());
        assertThatExceptionOfType(ServerRefused.class).isThrownBy(() -> server.execute("CREATE DATABASE understudy"))
                .satisfies(no -> assertThat(no.errorNumber()).isEqualTo(1290))
                .satisfies(no -> assertThat(no.finding().code()).isEqualTo("ServerClosed"));
        server.execute(server.dialect().openForWrites());
        assertThat(server.variables("read_only", "super_read_only").values()).containsOnly("OFF");
    }

    @Test
    void speaksEveryWordOfItsDialect() {
        Dialect words = server.dialect();
        server.execute(words.followSource(SourceLink.usual("192.0.2.1", 3306, "repl", true)).sql(), "s?e'c");
        for (String telling : List.of(words.startReplica(), words.stopReceiver(), words.startReceiver(), words.stopReplica())) {
            server.execute(telling);
        }
        assertThat(server.replicaStatus()).satisfies(status -> assertThat(status.sourceHost()).isEqualTo("192.0.2.1"));
        server.execute(words.forgetSource());
        assertThat(server.replicaStatus()).isNull();
        GtidSet executed = server.gtidExecuted();
        assertThat(server.query(words.waitForExecuted(), executed.toString(), 1).get(0).number("outcome")).isZero();
        assertThat(server.query(words.waitForExecuted(), "3e11fa47-71ca-11e1-9e33-c80aa9429562:1", 0.01).get(0).number("outcome"))
                .isOne();
        assertThat(server.query(words.showBinaryLogStatus()).get(0).text("File")).isNotEmpty();
        assertThat(server.query(words.showBinaryLogs())).isNotEmpty();
        assertThat(server.query(words.showReplicas())).isEmpty();
        server.execute(words.resetBinaryLogsAndGtids());
        server.execute(words.setGtidPurged(), "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5");
        assertThat(server.gtidExecuted()).hasToString("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5");
        server.execute(words.resetBinaryLogsAndGtids());
        server.execute(words.setGlobal("max_connections"), 61);
        server.execute(words.resetPersisted("max_connections"));
        try (SqlSession session = server.open(Duration.ofSeconds(5))) {
            server.execute(words.kill(session.connectionId()));
        }
    }

    @Test
    void answersAgainAfterARestart() {
        server.query("SELECT 1");
        mercury.exec("service mysql restart");
        assertThat(server.query("SELECT 1 AS one").get(0).number("one")).isOne();
        mercury.exec("service mysql restart");
        assertThat(server.execute("SET @nothing = 1")).isZero();
    }

    @Test
    void keepsFewConnections() {
        for (int i = 0; i < 20; i++) {
            server.query("SELECT 1");
        }
        assertThat(server.query("SELECT COUNT(*) AS mine FROM performance_schema.processlist WHERE user = 'understudy'")
                .get(0).number("mine")).isLessThanOrEqualTo(3);
    }

    @Test
    void tellsRefusalFromAbsence() {
        assertThatExceptionOfType(ServerRefused.class)
                .isThrownBy(() -> LabServers.as(mercury, "nobody", "wr'ong").query("SELECT 1"))
                .satisfies(no -> assertThat(no.errorNumber()).isEqualTo(1045))
                .satisfies(no -> assertThat(no.finding().toString()).doesNotContain("wr'ong"));
        Server nowhere = new Servers().connect("mercury", timeout -> {
            throw new java.net.ConnectException("Connection refused");
        }, 3306, "x", () -> "y");
        assertThatExceptionOfType(ServerUnreachable.class).isThrownBy(() -> nowhere.query("SELECT 1"))
                .satisfies(gone -> assertThat(gone.finding().code()).isEqualTo("ServerNotListening"));
    }

    @Test
    void seesThatAFullServerLives() {
        mercury.sql("CREATE USER IF NOT EXISTS guest@localhost IDENTIFIED BY 'g'; GRANT USAGE ON *.* TO guest@localhost");
        server.close();
        try (SqlSession panel = server.open(Duration.ofSeconds(5))) {
            panel.execute("SET GLOBAL max_connections = 1");
            assertThatExceptionOfType(ServerRefused.class)
                    .isThrownBy(() -> LabServers.as(mercury, "guest", "g").query("SELECT 1"))
                    .satisfies(full -> assertThat(full.errorNumber()).isEqualTo(1040));
            // the panel still gets in
            server.open(Duration.ofSeconds(5)).close();
            panel.execute("SET GLOBAL max_connections = 60");
        }
    }

    @Test
    void talksToTheServerThatProvesItselfAndToNoOther() {
        try (Server proven = LabServers.proven(mercury, LabServers.certificate(mercury)); Server impostor = LabServers.proven(mercury, "SHA256:" + "0".repeat(64))) {
            assertThat(proven.query("SHOW SESSION STATUS LIKE 'Ssl_version'").getFirst().text("Value")).startsWith("TLSv1.");
            assertThat(proven.query("SELECT REPEAT('x', 3000000) AS much").getFirst().text("much")).hasSize(3_000_000);

            assertThatExceptionOfType(ServerUnreachable.class).isThrownBy(() -> impostor.query("SELECT 1"))
                    .satisfies(refused -> assertThat(refused.finding().code()).isEqualTo("ServerCertificateDiffers"));
        }
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        for (String endless : List.of("SELECT REPEAT('x', 5000000) AS a, REPEAT('x', 5000000) AS b",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT a.i FROM n a JOIN n b ON b.i <= 101")) {
            assertThatExceptionOfType(ServerUnreachable.class).isThrownBy(() -> server.query(endless))
                    .satisfies(refused -> assertThat(refused.finding().code()).isEqualTo("AnswerTooLarge"));
        }
        assertThat(server.query("SELECT 1 AS one").getFirst().number("one")).isOne();
    }
}
