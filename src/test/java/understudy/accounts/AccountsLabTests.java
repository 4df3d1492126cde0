package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import understudy.finding.Finding;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.mysql.Server;
import understudy.mysql.SourceLink;
import understudy.operation.Inspection;
import understudy.operation.Plan;
import understudy.operation.Undo;
import understudy.options.GiveOwnServerUuid;
import understudy.options.OwnIdentity;
import understudy.options.RestartServer;
import understudy.options.ServerOptions;
import understudy.options.SetServerOptions;
import understudy.replication.DeclaredClusters;
import understudy.replication.OpenSecrets;
import understudy.replication.Stage;

/** Accounts on both servers, as a replica and an application need them, without a transaction of its own on any. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccountsLabTests {

    private static final String CLONED = "11111111-2222-3333-4444-555555555555";

    private final DeclaredClusters clusters = DeclaredClusters.of("market", "mercury", "uranus");
    private Stage stage;
    private CreateReplicationAccount create;
    private CopyApplicationAccounts copy;
    private GiveOwnServerUuid identity;

    @BeforeAll
    void start() {
        stage = new Stage(LabHostSpec.host("mercury").serverUuid(CLONED),
                LabHostSpec.host("uranus").image(LabImage.MYSQL97_PACKAGE).serverUuid(CLONED));
        create = new CreateReplicationAccount(stage, clusters, new OpenSecrets());
        copy = new CopyApplicationAccounts(stage, stage, clusters);
        identity = new GiveOwnServerUuid(stage, stage, Clock.systemUTC());
        stage.lab("mercury").fill(1);
        stage.lab("uranus").sql("CREATE DATABASE secondhand_production; CREATE TABLE secondhand_production.items (id INT, title TEXT);"
                + " RESET BINARY LOGS AND GTIDS");
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    @Order(1)
    void givesAClonedServerItsOwnUuid() {
        OwnIdentity wish = new OwnIdentity("uranus", List.of("mercury"));

        Plan plan = stage.runs(identity, wish);

        assertThat(plan.warnings()).isNotEmpty();
        assertThat(stage.lab("uranus").sql("SELECT @@server_uuid")).isNotEqualTo(CLONED);
        assertThat(stage.lab("uranus").exec("ls /var/lib/mysql | grep -c auto.cnf.understudy-")).isEqualTo("1");
        assertThat(identity.undo(wish, plan, stage)).isInstanceOf(Undo.Impossible.class);
    }

    @Test
    @Order(1)
    void finishesAChangeOfTheUuidThatWasInterrupted() {
        stage.lab("uranus").exec("service mysql stop; printf '[auto]\\nserver-uuid=" + CLONED + "\\n' > /var/lib/mysql/auto.cnf;"
                + " chown mysql: /var/lib/mysql/auto.cnf; service mysql start; rm /var/lib/mysql/auto.cnf");
        stage.runs(identity, new OwnIdentity("uranus", List.of("mercury")));
        stage.lab("uranus").exec("service mysql stop");
        stage.runs(identity, new OwnIdentity("uranus", List.of("mercury")));
        assertThat(stage.lab("uranus").sql("SELECT @@server_uuid")).isNotEqualTo(CLONED);
    }

    @Test
    @Order(2)
    void letsAReplicaInFromItsAddressOnly() {
        stage.runs(new SetServerOptions(stage, Clock.systemUTC()), options("uranus", "2"));
        stage.runs(new SetServerOptions(stage, Clock.systemUTC()), options("mercury", "1"));
        stage.runs(new RestartServer(stage, stage, Clock.systemUTC()), options("mercury", "1"));
        String executed = stage.lab("mercury").sql("SELECT @@gtid_executed");
        ReplicationAccount wish = account("mercury", "uranus");

        Plan plan = stage.runs(create, wish);

        assertThat(plan.toString()).doesNotContain(OpenSecrets.PASSWORD).doesNotContain("$A$");
        assertThat(plan.sql()).contains("CREATE USER IF NOT EXISTS " + name("uranus")
                + " IDENTIFIED WITH caching_sha2_password BY '<password>' REQUIRE SSL PASSWORD EXPIRE NEVER");
        assertThat(stage.lab("mercury").sql("SELECT @@gtid_executed")).isEqualTo(executed);
        assertThat(stage.lab("mercury").sql("SHOW GRANTS FOR " + name("uranus"))).doesNotContain("\n").contains("REPLICATION SLAVE");
        assertReplicates();
    }

    private void assertReplicates() {
        Server uranus = stage.server("uranus");
        uranus.execute(uranus.dialect().followSource(
                SourceLink.usual(stage.get("mercury").replicationAddress(), 3306, "repl", true)).sql(), OpenSecrets.PASSWORD);
        uranus.execute(uranus.dialect().startReplica());
        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(uranus.replicaStatus())
                .satisfies(status -> assertThat(status.receiver().running()).as(status.receiver().toString()).isTrue()));
        uranus.execute(uranus.dialect().stopReplica());
        uranus.execute(uranus.dialect().forgetSource());
        uranus.execute(uranus.dialect().resetBinaryLogsAndGtids());
    }

    @Test
    @Order(3)
    void mendsAnAccountThatIsNotAsItShouldBe() {
        ReplicationAccount wish = account("mercury", "uranus");
        for (String damage : List.of("ALTER USER " + name("uranus") + " IDENTIFIED BY 'other'", "GRANT SELECT ON *.* TO " + name("uranus"),
                "ALTER USER " + name("uranus") + " ACCOUNT LOCK", "ALTER USER " + name("uranus") + " REQUIRE NONE",
                "REVOKE REPLICATION SLAVE ON *.* FROM " + name("uranus"))) {
            stage.lab("mercury").sql(damage);
            stage.runs(create, wish);
        }
    }

    @Test
    @Order(4)
    void makesItOnAClosedServerWithoutOpeningIt() {
        stage.lab("uranus").sql("SET GLOBAL super_read_only = ON");
        ReplicationAccount wish = account("uranus", "mercury");

        Plan plan = stage.runs(create, wish);

        assertThat(stage.lab("uranus").sql("SELECT @@read_only, @@super_read_only, @@gtid_executed")).isEqualTo("1\t1");
        assertThat(create.undo(wish, plan, stage)).isInstanceOf(Undo.Undone.class);
        assertThat(create.undo(wish, plan, stage)).isInstanceOf(Undo.Undone.class);
        assertThat(stage.lab("uranus").sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'repl'")).isEqualTo("0");
        assertThat(stage.lab("uranus").sql("SELECT @@super_read_only")).isEqualTo("1");
        stage.runs(create, wish);
    }

    @Test
    @Order(5)
    void closesAServerAgainThatAnInterruptionLeftHalfOpen() {
        stage.lab("uranus").sql("SET GLOBAL super_read_only = OFF");
        stage.runs(create, account("uranus", "mercury"));
        assertThat(stage.lab("uranus").sql("SELECT @@super_read_only")).isEqualTo("1");
    }

    @Test
    @Order(6)
    void copiesTheApplicationsAccountsWithOddNamesAndRoles() {
        stage.lab("mercury").sql("""
                CREATE ROLE clerk; GRANT SELECT ON secondhand_production.* TO clerk;
                CREATE USER 'o''dd `n\\\\ame$'@'%' IDENTIFIED BY 'pä ss''"$`\\\\w'; GRANT clerk TO 'o''dd `n\\\\ame$'@'%';
                SET DEFAULT ROLE clerk TO 'o''dd `n\\\\ame$'@'%';
                CREATE USER columnist@'10.%' IDENTIFIED BY 'x'; GRANT SELECT (id) ON secondhand_production.items TO columnist@'10.%';
                CREATE USER reader@'%' IDENTIFIED BY 'y'; GRANT SELECT ON *.* TO reader@'%';
                CREATE USER boss@'%' IDENTIFIED BY 'z'; GRANT ALL ON *.* TO boss@'%';
                CREATE USER stranger@'%' IDENTIFIED BY 'z'; GRANT ALL ON elsewhere.* TO stranger@'%'""");
        ApplicationAccounts wish = new ApplicationAccounts("market", "mercury", "uranus", List.of("192.0.2.9"));

        Plan plan = stage.runs(copy, wish);

        assertThat(plan.toString()).doesNotContain("0x2441").doesNotContain("$A$");
        assertThat(plan.warnings()).singleElement().asString().contains("boss@%");
        assertThat(stage.lab("uranus").sql("SELECT DISTINCT user FROM mysql.user WHERE plugin <> 'auth_socket' AND user NOT LIKE 'mysql.%'"
                + " AND user NOT IN ('understudy', 'repl') ORDER BY user").lines())
                .containsExactly("clerk", "columnist", "o'dd `n\\\\ame$", "pierre", "reader");
        assertThat(stage.lab("uranus").sql("SHOW GRANTS FOR pierre@192.0.2.9")).contains("secondhand_production");
        assertThat(hashes("uranus")).isEqualTo(hashes("mercury"));
        assertThat(stage.lab("uranus").sql("SELECT @@super_read_only, @@gtid_executed")).isEqualTo("1");
        assertThat(stage.lab("uranus").exec("mysql -h127.0.0.1 -upierre -psecondhand -NBe 'SELECT USER()' 2>/dev/null")).startsWith("pierre@");
        assertThat(copy.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);
    }

    @Test
    @Order(7)
    void followsAChangeOfAPasswordAndOfARole() {
        ApplicationAccounts wish = new ApplicationAccounts("market", "mercury", "uranus", List.of("192.0.2.9"));
        stage.lab("mercury").sql("ALTER USER pierre@localhost IDENTIFIED BY 'new'; GRANT INSERT ON secondhand_production.* TO clerk");

        Plan plan = stage.runs(copy, wish);

        assertThat(hashes("uranus")).isEqualTo(hashes("mercury"));
        assertThat(copy.undo(wish, plan, stage)).isInstanceOf(Undo.Impossible.class);
    }

    @Test
    @Order(8)
    void removesWhatItMade() {
        stage.lab("uranus").sql("SET GLOBAL super_read_only = OFF; SET sql_log_bin = 0; DROP USER pierre@localhost, pierre@192.0.2.9;"
                + " SET GLOBAL super_read_only = ON");
        ApplicationAccounts wish = new ApplicationAccounts("market", "mercury", "uranus", List.of("192.0.2.9"));
        Plan plan = stage.runs(copy, wish);

        assertThat(copy.undo(wish, plan, stage)).isInstanceOf(Undo.Undone.class);
        assertThat(stage.lab("uranus").sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'pierre'")).isEqualTo("0");
        assertThat(stage.said.toString()).doesNotContain(OpenSecrets.PASSWORD).doesNotContain("$A$").doesNotContain("0x24");
    }

    @Test
    @Order(9)
    void tellsWhatAnApplicationWouldMissOnTheReplica() {
        assertThat(missing("reader", "192.0.2.7")).isEmpty();
        assertThat(missing("o'dd `n\\ame$", "192.0.2.7")).isEmpty();
        assertThat(missing("columnist", "10.1.2.3")).isEmpty();
        assertThat(missing("columnist", "192.0.2.7")).containsExactly("ApplicationAccountKeptOut");
        assertThat(missing("pierre", "192.0.2.9")).containsExactly("ApplicationAccountMissing");

        stage.lab("uranus").sql("SET GLOBAL super_read_only = OFF; SET sql_log_bin = 0; REVOKE SELECT ON *.* FROM reader@'%';"
                + " ALTER USER reader@'%' IDENTIFIED BY 'other'; REVOKE clerk FROM 'o''dd `n\\\\ame$'@'%'; SET GLOBAL super_read_only = ON");

        assertThat(missing("reader", "192.0.2.7")).containsExactly("ApplicationAccountLacks", "ApplicationAccountDiffers");
        assertThat(missing("o'dd `n\\ame$", "192.0.2.7")).containsExactly("ApplicationAccountLacks");
    }

    private List<String> missing(String user, String address) {
        return new ApplicationLogin(stage).wanting(
                new ApplicationLogin.Client(user, "mercury", address, List.of("secondhand_production"), true), "mercury", "uranus")
                .stream().map(Finding::code).toList();
    }

    private String hashes(String host) {
        return stage.lab(host).sql("SELECT user, HEX(authentication_string) FROM mysql.user"
                + " WHERE user IN ('pierre', 'columnist', 'reader', 'clerk') OR user LIKE 'o''dd%' GROUP BY 1, 2 ORDER BY 1");
    }

    private String name(String client) {
        return "'repl'@'" + stage.get(client).replicationAddress() + "'";
    }

    private ReplicationAccount account(String host, String client) {
        return new ReplicationAccount("market", host, List.of(stage.get(client).replicationAddress()), true);
    }

    private static ServerOptions options(String host, String id) {
        return new ServerOptions(host, Map.of("server_id", id, "bind_address", "0.0.0.0"));
    }
}
