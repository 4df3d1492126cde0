package understudy.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;
import understudy.access.Secrets;
import understudy.lab.LabHost;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.mysql.Dialect;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.Sql;
import understudy.remote.HostKey;
import understudy.remote.Ssh;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Policy;

/**
 * A whole panel in the test's own process, with lab hosts enrolled and replicating without its help: by plain SQL, so that
 * tests of watching and promoting don't depend on enrolment and set-up.
 */
final class LabPanel implements AutoCloseable {

    static final String CLUSTER = "shop";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REPLICATION_PASSWORD = "repl-secret";

    /** Every room but the pages, the API and set-up, which need not be there to watch and promote; none of the tests' beans. */
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "understudy", excludeFilters = {
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = "understudy\\.(web|api|setup)\\..*|understudy\\.[A-Z].*"),
        @ComponentScan.Filter(type = FilterType.CUSTOM, classes = OfTests.class)})
    static class Rooms {
    }

    static final class OfTests implements TypeFilter {

        @Override
        public boolean match(MetadataReader found, MetadataReaderFactory readers) throws IOException {
            return found.getResource().getURL().getPath().contains("/test-classes/");
        }
    }

    private final Path data;
    private ConfigurableApplicationContext context;

    private LabPanel(Path data, String... arguments) {
        this.data = data;
        this.context = run(arguments);
    }

    static LabPanel start(String... arguments) {
        try {
            return new LabPanel(Files.createTempDirectory("understudy-panel"), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--understudy.data-dir=" + data, "--server.port=0"));
        all.addAll(List.of(arguments));
        return new SpringApplication(Rooms.class).run(all.toArray(String[]::new));
    }

    /** Stops the panel in the middle of whatever it does, and starts it on the same data. */
    void restart() {
        context.close();
        context = run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The first is the source, the others follow it; returns when the panel sees that. */
    void adopt(LabHost source, LabHost... replicas) {
        enrol(source, 1);
        for (int i = 0; i < replicas.length; i++) {
            enrol(replicas[i], i + 2);
            follow(replicas[i], source);
        }
        List<Member> members = new ArrayList<>(List.of(new Member(source.name(), Member.Role.SOURCE)));
        for (LabHost replica : replicas) {
            members.add(new Member(replica.name(), Member.Role.REPLICA));
        }
        String sealed = bean(Secrets.class).seal(REPLICATION_PASSWORD, "cluster/" + CLUSTER + "/replication");
        bean(Clusters.class).add(new Cluster(CLUSTER, List.of("secondhand_production"), members, Policy.DEFAULT, "repl", sealed,
                Instant.now()));
        awaitHealth(Health.HEALTHY);
    }

    void awaitHealth(Health health) {
        Awaitility.await("health " + health).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(
                () -> bean(Monitor.class).cluster(CLUSTER).map(state -> state.health() == health).orElse(false));
    }

    /** What enrolment does, in short: key, account, host in the store. */
    void enrol(LabHost host, int serverId) {
        host.exec("sed -i -E 's|^#?(server-id[[:space:]]*=).*|\\1 " + serverId
                + "|; s|^(bind-address[[:space:]]*=).*|\\1 0.0.0.0|' /etc/mysql/my.cnf && service mysql restart");
        host.fill(1);
        host.authorise(bean(Ssh.class).publicKey());
        Secrets secrets = bean(Secrets.class);
        String password = secrets.random();
        host.sql(accounts(password) + "RESET BINARY LOGS AND GTIDS");
        HostKey key = bean(Ssh.class).offeredKey(host.address(), host.sshPort(), Duration.ofSeconds(5));
        bean(Hosts.class).add(new Host(host.name(), host.address(), host.sshPort(), "deploy", 3306, null,
                host.replicationAddress(), key.algorithm(), key.fingerprint(), true, null,
                secrets.seal(password, "host/" + host.name() + "/panel"), facts(host, serverId), Instant.now()));
    }

    /** The same server once more under another name, for the panel to watch. */
    void alias(LabHost host, String name) {
        Host known = bean(Hosts.class).get(host.name());
        Secrets secrets = bean(Secrets.class);
        String sealed = known.sealedPanelPassword();
        String password = secrets.open(sealed, "host/" + host.name() + "/panel");
        bean(Hosts.class).add(new Host(name, known.address(), known.sshPort(), known.sshUser(), known.mysqlPort(), null,
                known.replicationAddress(), known.hostKeyAlgorithm(), known.hostKeyFingerprint(), true, null,
                secrets.seal(password, "host/" + name + "/panel"), known.facts(), known.addedAt()));
    }

    private static String accounts(String password) {
        StringBuilder sql = new StringBuilder("SET SESSION sql_log_bin=0;");
        for (String from : PanelPrivileges.HOSTS) {
            sql.append("CREATE USER ").append(Sql.account(PanelPrivileges.USER, from)).append(" IDENTIFIED BY ")
                    .append(Sql.text(password)).append(";");
            PanelPrivileges.of(Dialect.of("9.7.4", "lab")).statements(PanelPrivileges.USER, from)
                    .forEach(grant -> sql.append(grant).append(';'));
        }
        return sql.append("CREATE USER 'repl'@'%' IDENTIFIED BY '" + REPLICATION_PASSWORD
                + "'; GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';").toString();
    }

    private static HostFacts facts(LabHost host, int serverId) {
        return new HostFacts("Debian", "MySQL", host.sql("SELECT VERSION()"), serverId, host.sql("SELECT @@server_uuid"),
                "0.0.0.0", true, "ON", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql", "mysql", false,
                List.of("/etc/mysql/my.cnf"), Map.of("secondhand_production", 1L), 1L << 40, Map.of(), null, Instant.now());
    }

    static void follow(LabHost replica, LabHost source) {
        replica.sql("SET GLOBAL super_read_only=ON; CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + source.replicationAddress()
                + "', SOURCE_PORT=3306, SOURCE_USER='repl', SOURCE_PASSWORD='" + REPLICATION_PASSWORD
                + "', SOURCE_AUTO_POSITION=1, SOURCE_SSL=1, SOURCE_CONNECT_RETRY=1, SOURCE_HEARTBEAT_PERIOD=1; START REPLICA");
    }

    @Override
    public void close() {
        context.close();
    }
}
