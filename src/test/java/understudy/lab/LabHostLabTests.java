package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static understudy.lab.LabHostSpec.host;

import java.sql.SQLException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.lab.LabHostSpec.Sudo;

/** The hosts that all other tests stand on are what a reader of the documents has. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabHostLabTests {

    private static final String CLONED = "11111111-2222-3333-4444-555555555555";

    private Lab lab;

    @BeforeAll
    void start() {
        lab = Lab.start(host("mercury"), host("uranus").image(LabImage.MYSQL97_PACKAGE),
            host("jupiter").image(LabImage.MYSQL97_SYSTEMD), host("venus").image(LabImage.BARE).sudo(Sudo.NONE),
            host("mars").sudo(Sudo.PASSWORD).serverUuid(CLONED).authorised("ssh-ed25519 AAAA mars"), host("pluto").serverStopped(),
            host("saturn").image(LabImage.MYSQL97_SYSTEMD).serverStopped());
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "uranus", "jupiter"})
    void isAFreshServerBoundToLoopback(String name) {
        assertThat(lab.host(name).sql("SELECT @@server_id, @@bind_address, @@gtid_mode, @@log_bin, @@read_only, @@gtid_executed"))
            .isEqualTo("1\t127.0.0.1\tON\t1\t0");
        assertThat(lab.host(name).sql("SELECT VERSION()")).startsWith("9.7.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "uranus", "jupiter"})
    void restartsItsServerAsTheDocumentsDo(String name) {
        var before = lab.host(name).exec("pgrep -x mysqld");

        lab.host(name).exec("sudo -u deploy sudo -n service mysql restart");

        assertThat(lab.host(name).exec("pgrep -x mysqld")).isNotEqualTo(before);
        assertThat(lab.host(name).exec("sudo -u deploy sudo -n mysql -NBe 'SELECT USER()'")).isEqualTo("root@localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "uranus", "jupiter"})
    void hasTheToolsOfTheDocuments(String name) {
        assertThat(lab.host(name).exec("which mysqldump mysqlbinlog gzip zstd scp").lines()).hasSize(5);
    }

    @Test
    void givesEachServerItsOwnUuidAndCertificates() {
        assertThat(lab.host("mercury").sql("SELECT @@server_uuid")).isNotEqualTo(lab.host("uranus").sql("SELECT @@server_uuid"));
        assertThat(lab.host("mercury").exec("sha256sum < /var/lib/mysql/ca.pem"))
            .isNotEqualTo(lab.host("uranus").exec("sha256sum < /var/lib/mysql/ca.pem"));
    }

    @Test
    void keepsSettingsInOneFileOrInThePackagesFolders() {
        assertThat(lab.host("mercury").exec("grep -c '^#server-id' /etc/mysql/my.cnf; test -L /etc/mysql/my.cnf || echo file"))
            .isEqualTo("1\nfile");
        assertThat(lab.host("uranus").exec("grep -c '^# server-id' /etc/mysql/mysql.conf.d/mysqld.cnf; test -L /etc/mysql/my.cnf && echo link"))
            .isEqualTo("1\nlink");
    }

    @Test
    void bringsAKilledServerBackUnderSystemdOnly() {
        lab.host("jupiter").killServer();
        lab.host("uranus").killServer();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(lab.host("jupiter")::serverAnswers);
        assertThat(lab.host("uranus").serverAnswers()).isFalse();
        lab.host("uranus").startServer();
        assertThat(lab.host("uranus").serverAnswers()).isTrue();
    }

    @Test
    void comesInVariantsThatAPanelMustCopeWith() {
        assertThat(lab.host("venus").tryExec("which mysqld").getExitCode()).isNotZero();
        assertThat(lab.host("venus").tryExec("sudo -u deploy sudo -n true").getExitCode()).isNotZero();
        assertThat(lab.host("mars").tryExec("sudo -u deploy sudo -n true").getExitCode()).isNotZero();
        assertThat(lab.host("mars").exec("echo deploy | sudo -u deploy sudo -S whoami 2>/dev/null")).isEqualTo("root");
        assertThat(lab.host("mars").sql("SELECT @@server_uuid")).isEqualTo(CLONED);
        assertThat(lab.host("mars").exec("cat ~deploy/.ssh/authorized_keys")).isEqualTo("ssh-ed25519 AAAA mars");
        assertThat(lab.host("pluto").serverAnswers()).isFalse();
        assertThat(lab.host("saturn").serverAnswers()).isFalse();
    }

    @Test
    void changesItsHostKeyAndUnplugsAndFreezes() {
        var venus = lab.host("venus");
        var before = venus.exec("cat /etc/ssh/ssh_host_ed25519_key.pub");
        var address = venus.address();

        venus.changeHostKey();
        venus.disconnect();
        venus.reconnect();
        venus.pause();
        venus.unpause();

        assertThat(venus.exec("cat /etc/ssh/ssh_host_ed25519_key.pub")).isNotEqualTo(before);
        assertThat(venus.address()).isEqualTo(address);
    }

    @Test
    void letsAKeyInUntilItsSessionsAreDropped() {
        var mercury = lab.host("mercury");
        var uranus = lab.host("uranus");
        uranus.exec("ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519");
        mercury.authorise(uranus.exec("cat /root/.ssh/id_ed25519.pub"));
        var ssh = "ssh -o StrictHostKeyChecking=no deploy@" + mercury.replicationAddress();

        assertThat(uranus.exec(ssh + " sudo -n whoami")).isEqualTo("root");
        uranus.exec("nohup sh -c '" + ssh + " sleep 60; echo $? > /tmp/ended' > /dev/null 2>&1 &");
        Awaitility.await().until(() -> mercury.tryExec("pgrep -x sleep").getExitCode() == 0);
        mercury.dropSshSessions();

        Awaitility.await().untilAsserted(() -> assertThat(uranus.exec("cat /tmp/ended")).isEqualTo("255"));
        assertThat(uranus.exec(ssh + " whoami")).isEqualTo("deploy");
    }

    @Test
    void sellsInTheDemoOnlyWhereAReplicaWasOpened() {
        var uranus = lab.host("uranus");
        uranus.fill(1);
        uranus.exec("nohup /opt/lab/till /var/log/till.log follow > /dev/null 2>&1 &");
        uranus.exec("sleep 2; test ! -s /var/log/till.log");

        uranus.sql("SET GLOBAL super_read_only = ON");
        Awaitility.await().until(() -> uranus.tryExec("test -e /var/log/till.log.seen-closed").getExitCode() == 0);
        uranus.sql("SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF");

        Awaitility.await().until(() -> uranus.tryExec("test -s /var/log/till.log").getExitCode() == 0);
        uranus.exec("pkill -x till; sleep 1");
        assertThat(uranus.sql("SELECT COUNT(*) > 0 FROM secondhand_production.sellings WHERE receipt LIKE 'uranus-%'")).isEqualTo("1");
    }

    @Test
    void sellsOnMarketDayAndLosesNothing() throws SQLException {
        var mars = lab.host("mars");
        mars.fill(2);
        Ledger ledger;
        try (var till = Till.open(Duration.ofMillis(2), lab.host("pluto"), mars)) {
            till.awaitSales(50);
            mars.killServer();
            mars.startServer();
            till.awaitSales(50);
            ledger = till.stop();
        }

        try (var connection = mars.jdbc()) {
            var comparison = ledger.compareWith(connection);
            assertThat(comparison.agrees()).as(comparison::toString).isTrue();
            assertThat(comparison.acknowledged()).isGreaterThanOrEqualTo(100);
        }
        mars.sql("DELETE FROM secondhand_production.sellings ORDER BY id DESC LIMIT 1");
        try (var connection = mars.jdbc()) {
            assertThat(ledger.compareWith(connection).lost()).hasSize(1);
        }
    }
}
