package understudy.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static understudy.lab.LabHostSpec.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import understudy.access.Actor;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec.Sudo;
import understudy.lab.LabImage;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.operation.StepStatus;
import understudy.reach.Reach;
import understudy.remote.Ssh;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.ServerCertificates;

/** From an address to a host that is known, on real servers; and each way in which that is refused, by name. */
@Tag("lab")
@SpringBootTest(classes = EnrolmentLabTests.PanelWithoutPages.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentLabTests {

    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackages = "understudy")
    @ComponentScan(basePackages = "understudy", excludeFilters = {@ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = "understudy\\.(web|api)\\..*|understudy\\.UnderstudyApplication")})
    static class PanelWithoutPages {
    }

    private static final Actor ADMIN = new Actor("ada", Role.ADMIN);

    @Autowired
    private HostDesk desk;
    @Autowired
    private Operations operations;
    @Autowired
    private Hosts hosts;

    @Autowired
    private ServerCertificates certificates;
    @Autowired
    private Reach reach;
    @Autowired
    private Ssh ssh;
    @Autowired
    private AuditLog audit;

    private Lab lab;

    @DynamicPropertySource
    static void storeInATemporaryDirectory(DynamicPropertyRegistry properties) throws IOException {
        Path data = Files.createTempDirectory("understudy-enrolment");
        properties.add("understudy.data-dir", data::toString);
    }

    @BeforeAll
    void start() {
        String key = ssh.publicKey();
        lab = Lab.start(host("mercury").authorised(key), host("uranus").image(LabImage.MYSQL97_PACKAGE).authorised(key),
                host("jupiter").image(LabImage.MYSQL97_SYSTEMD).authorised(key), host("mars").sudo(Sudo.PASSWORD).authorised(key),
                host("pluto").serverStopped().authorised(key), host("venus").image(LabImage.BARE).sudo(Sudo.NONE).authorised(key),
                host("ceres").image(LabImage.BARE).authorised(key), host("eris").image(LabImage.BARE));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "uranus", "jupiter"})
    void getsToKnowAHostOnceAndFindsNothingLeftToDoThen(String name) {
        added(name, null);

        OperationView first = enrolled(name, null);
        assertThat(first.state()).as(() -> String.valueOf(first.error())).isEqualTo(OperationStatus.SUCCEEDED);
        Host known = hosts.get(name);
        assertThat(known.enrolled()).isTrue();
        assertThat(lab.host(name).sql("SELECT @@GLOBAL.gtid_executed")).as("nothing is replicated").isEmpty();
        assertThat(reach.server(name).query("SELECT CURRENT_USER() AS me").getFirst().text("me")).startsWith("understudy@");

        OperationView second = enrolled(name, null);
        assertThat(second.state()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(second.steps().get(3).state()).isEqualTo(StepStatus.SKIPPED);
        assertThat(hosts.get(name).sealedPanelPassword()).isEqualTo(known.sealedPanelPassword());
    }

    @Test
    void readsTheFactsOfEachLayout() {
        lab.host("mercury").exec("install -d /var/www/shop/shared/config && cat > /var/www/shop/shared/config/database.yml <<'YML'\n"
                + "default: &default\n  adapter: mysql2\n  password: hid'den\nproduction:\n  <<: *default\n  database: secondhand_production\nYML");
        lab.host("mercury").sql("CREATE DATABASE `it's a $HOME`; CREATE TABLE `it's a $HOME`.t (a INT)");
        List.of("mercury", "uranus", "jupiter").forEach(name -> {
            added(name, null);
            assertThat(enrolled(name, null).state()).isEqualTo(OperationStatus.SUCCEEDED);
        });

        HostFacts mercury = facts("mercury");
        assertThat(mercury.os()).startsWith("Debian");
        assertThat(mercury.flavour()).isEqualTo("MySQL");
        assertThat(mercury.version()).startsWith("9.7.");
        assertThat(mercury.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(mercury.logBin()).isTrue();
        assertThat(mercury.gtidMode()).isEqualTo("ON");
        assertThat(mercury.serverUuid()).isEqualTo(lab.host("mercury").sql("SELECT @@server_uuid"));
        assertThat(mercury.serviceName()).isEqualTo("mysql");
        assertThat(mercury.supervised()).isFalse();
        assertThat(mercury.optionFiles()).startsWith("/etc/mysql/my.cnf").allMatch(file -> file.startsWith("/etc/mysql/"));
        assertThat(mercury.databases()).containsKey("it's a $HOME").doesNotContainKey("mysql");
        assertThat(mercury.freeBytes()).isPositive();
        assertThat(mercury.tools()).containsKeys("mysqldump", "mysqlbinlog", "gzip", "zstd").containsEntry("mysqldump", "/usr/bin/mysqldump");
        assertThat(mercury.secondhand()).isEqualTo(
                new HostFacts.Secondhand("/var/www/shop/shared/config/database.yml", "secondhand_production"));
        assertThat(facts("uranus").optionFiles()).contains("/etc/mysql/mysql.conf.d/mysqld.cnf");
        assertThat(facts("uranus").secondhand()).isNull();
        assertThat(facts("jupiter").serviceName()).isEqualTo("mysql");
        assertThat(facts("jupiter").supervised()).isTrue();
    }

    @Test
    void trustsOnlyTheKeyThatTheHostOffersAndNothingBefore() {
        LabHost eris = lab.host("eris");
        Host waiting = desk.add(wanted("eris", "deploy", null), ADMIN);
        assertThat(waiting.hostKeyTrusted()).isFalse();
        assertThat(error("eris", null)).isEqualTo("HostKeyNotTrusted");
        assertRefused("HostKeyNotTrusted", () -> desk.installKey("eris", "deploy", ADMIN));
        assertRefused("HostKeyDiffers", () -> desk.trust("eris", "SHA256:other", ADMIN));

        desk.trust("eris", eris.exec("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub").split(" ")[1], ADMIN);
        OperationView refused = enrolled("eris", null);
        assertThat(refused.error()).satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("LoginRefused");
            assertThat(finding.hint()).contains(ssh.publicKey());
        });
        assertRefused("LoginRefused", () -> desk.installKey("eris", "wrong", ADMIN));
        desk.installKey("eris", "deploy", ADMIN);
        assertThat(error("eris", null)).isEqualTo("ServerMissing");

        eris.changeHostKey();
        reach.forget("eris");
        assertThat(error("eris", null)).isEqualTo("HostKeyChanged");
        desk.trust("eris", desk.offeredKey("eris").fingerprint(), ADMIN);
        assertThat(error("eris", null)).isEqualTo("ServerMissing");

        desk.remove("eris", ADMIN);
        assertRefused("HostUnknown", () -> desk.offeredKey("eris"));
        assertThat(audit.list(null, "ada", 100)).filteredOn(entry -> "eris".equals(entry.subject()))
                .extracting(AuditEntry::action).contains("host.add", "host.trust-key", "host.install-key", "host.remove");
        assertThat(audit.list(null, "ada", 100)).extracting(AuditEntry::outcome).contains("refused: HostKeyDiffers");
    }

    @Test
    void namesWhatIsWrongWithSudo() {
        added("venus", null);
        assertThat(error("venus", null)).isEqualTo("SudoRefused");
        added("mars", "wrong");
        assertThat(error("mars", null)).isEqualTo("SudoPasswordWrong");

        desk.change("mars", new HostChange(null, null, null, null, null, null, "deploy"), ADMIN);
        assertThat(enrolled("mars", null).state()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void namesWhatIsWrongWithTheServer() {
        added("pluto", null);
        assertThat(error("pluto", null)).isEqualTo("ServerStopped");
        added("ceres", null);
        assertThat(error("ceres", null)).isEqualTo("ServerMissing");
        lab.host("ceres").exec("printf '#!/bin/sh\\necho \"$0  Ver 5.7.44 for Linux on x86_64 (MySQL)\"\\n' > /usr/sbin/mysqld; chmod 755 /usr/sbin/mysqld");
        assertThat(error("ceres", null)).isEqualTo("UnsupportedServer");
        lab.host("ceres").exec("printf '#!/bin/sh\\necho \"$0  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu\"\\n' > /usr/sbin/mysqld");
        assertThat(error("ceres", null)).isEqualTo("UnsupportedServer");
    }

    @Test
    void namesAWrongUserAndAnAddressWhereNobodyIs() {
        desk.add(new NewHost("stranger", lab.host("ceres").address(), 22, "it's $nobody", 3306, null, null, null), ADMIN);
        desk.trust("stranger", desk.offeredKey("stranger").fingerprint(), ADMIN);
        assertThat(error("stranger", null)).isEqualTo("LoginRefused");
        assertRefused("HostUnreachable", () -> desk.add(
                new NewHost("nowhere", lab.host("ceres").address(), 1, "deploy", 3306, null, null, null), ADMIN));
        assertRefused("AddressRefused", () -> desk.add(new NewHost("x", "a b; id", 22, "deploy", 3306, null, null, null), ADMIN));
        assertThat(hosts.find("nowhere")).isEmpty();
    }

    @Test
    void makesTheAccountByAnAdministratorWhereRootNeedsAPassword() {
        LabHost pallas = lab.add(host("pallas").authorised(ssh.publicKey()));
        pallas.sql("CREATE USER 'boss'@'localhost' IDENTIFIED BY 'b''o$s `x`'; GRANT ALL ON *.* TO 'boss'@'localhost' WITH GRANT OPTION;"
                + "CREATE USER 'weak'@'localhost' IDENTIFIED BY 'weak';"
                + "SET GLOBAL read_only = ON; SET GLOBAL super_read_only = ON");
        String executed = pallas.sql("SELECT @@GLOBAL.gtid_executed");
        pallas.sql("SET GLOBAL super_read_only = OFF; SET sql_log_bin = 0; ALTER USER root@localhost IDENTIFIED WITH caching_sha2_password BY 'unknown'; SET GLOBAL super_read_only = ON");
        added("pallas", null);

        assertThat(error("pallas", null)).isEqualTo("RootSocketRefused");
        assertThat(error("pallas", new AdminLogin("boss", "wrong"))).isEqualTo("AdminLoginRefused");
        assertThat(error("pallas", new AdminLogin("weak", "weak"))).isEqualTo("AdminLoginTooWeak");
        OperationView done = enrolled("pallas", new AdminLogin("boss", "b'o$s `x`"));

        assertThat(done.state()).as(() -> String.valueOf(done.error())).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(done.toString()).doesNotContain("b'o$s");
        assertThat(reach.server("pallas").variables("super_read_only", "gtid_executed"))
                .containsEntry("super_read_only", "ON").containsEntry("gtid_executed", executed);
    }

    @Test
    void refusesAServerWithAnotherCertificateUntilItIsEnrolledAgain() {
        LabHost vesta = lab.add(host("vesta").authorised(ssh.publicKey()));
        added("vesta", null);
        assertThat(enrolled("vesta", null).state()).isEqualTo(OperationStatus.SUCCEEDED);
        String pinned = certificates.of("vesta").orElseThrow();
        assertThat(reach.server("vesta").query("SHOW SESSION STATUS LIKE 'Ssl_version'").getFirst().text("Value")).startsWith("TLSv1.");

        vesta.exec("cd /var/lib/mysql && rm *.pem && service mysql restart");
        reach.server("vesta").close();

        assertRefused("ServerCertificateDiffers", () -> reach.server("vesta").query("SELECT 1"));
        assertThat(enrolled("vesta", null).state()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(certificates.of("vesta").orElseThrow()).startsWith("SHA256:").isNotEqualTo(pinned);
    }

    @Test
    void pinsNothingWhereTheServerHasNoTls() {
        LabHost hebe = lab.add(host("hebe").authorised(ssh.publicKey()));
        hebe.exec("printf '[mysqld]\\ntls_version=\\n' > /etc/mysql/conf.d/zz.cnf; service mysql restart");
        added("hebe", null);

        assertThat(enrolled("hebe", null).state()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(certificates.of("hebe")).isEmpty();
    }

    @Test
    void makesTheAccountOnAReplicaThatIsClosedEvenForAdministrators() {
        LabHost juno = lab.add(host("juno").authorised(ssh.publicKey()));
        juno.sql("SET GLOBAL super_read_only = ON");
        added("juno", null);

        assertThat(enrolled("juno", null).state()).isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(juno.sql("SELECT @@GLOBAL.super_read_only, @@GLOBAL.gtid_executed")).isEqualTo("1");
    }

    private void added(String name, @Nullable String sudoPassword) {
        if (hosts.find(name).isEmpty()) {
            Host added = desk.add(wanted(name, "deploy", sudoPassword), ADMIN);
            desk.trust(name, added.hostKeyFingerprint(), ADMIN);
        }
    }

    private NewHost wanted(String name, String user, @Nullable String sudoPassword) {
        LabHost host = lab.host(name);
        return new NewHost(name, host.address(), host.sshPort(), user, 3306, null, host.replicationAddress(), sudoPassword);
    }

    private HostFacts facts(String name) {
        HostFacts facts = hosts.get(name).facts();
        assertThat(facts).isNotNull();
        return facts;
    }

    private OperationView enrolled(String name, @Nullable AdminLogin admin) {
        StartResult start = desk.enrol(name, admin, ADMIN);
        assertThat(start).isInstanceOf(StartResult.Started.class);
        String id = ((StartResult.Started) start).id();
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> operations.find(id).orElseThrow().finishedAt() != null
                        || operations.find(id).orElseThrow().state() == OperationStatus.FAILED);
        return operations.find(id).orElseThrow();
    }

    private String error(String name, @Nullable AdminLogin admin) {
        OperationView ended = enrolled(name, admin);
        assertThat(ended.state()).isEqualTo(OperationStatus.FAILED);
        assertThat(ended.error()).isNotNull();
        assertThat(ended.error().hint()).isNotBlank();
        return ended.error().code();
    }

    private static void assertRefused(String code, Runnable act) {
        assertThatExceptionOfType(Problem.class).isThrownBy(act::run)
                .satisfies(problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }
}
