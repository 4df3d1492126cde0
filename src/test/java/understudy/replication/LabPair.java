package understudy.replication;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import understudy.access.Secrets;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.mysql.LabServers;
import understudy.reach.Reach;
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
 * The panel with mercury and uranus enrolled in the cluster shop; the servers listen to each other and mercury has the account
 * for replication, but nothing is copied yet.
 */
public final class LabPair implements AutoCloseable {

    public static final String CLUSTER = "shop";
    public static final String SOURCE = "mercury";
    public static final String REPLICA = "uranus";
    private static final String SECRET = "re'pl\"$ü\\icate";

    public final Lab lab;
    public final LabHost mercury;
    public final LabHost uranus;
    public final ConfigurableApplicationContext panel;

    public LabPair(Path data, int megabytes) {
        panel = new SpringApplicationBuilder(Rooms.class)
                .run("--understudy.data-dir=" + data, "--server.port=0");
        String key = panel.getBean(Ssh.class).publicKey();
        lab = Lab.start(spec(SOURCE, key), spec(REPLICA, key));
        mercury = lab.host(SOURCE);
        uranus = lab.host(REPLICA);
        mercury.fill(megabytes);
        enrol(mercury);
        enrol(uranus);
        makeCluster();
    }

    /** The rooms below the pages; no configuration of its own, so that no other test finds it. */
    @EnableAutoConfiguration
    @ComponentScan({"understudy.access", "understudy.store", "understudy.topology", "understudy.mysql", "understudy.remote",
            "understudy.reach", "understudy.replication", "understudy.options", "understudy.accounts",
            "understudy.copy", "understudy.comparison"})
    public static class Rooms {
    }

    private static LabHostSpec spec(String name, String key) {
        return LabHostSpec.host(name).authorised(key);
    }

    private void enrol(LabHost host) {
        LabServers.panel(host).close();
        configure(host);
        Secrets secrets = panel.getBean(Secrets.class);
        HostKey key = panel.getBean(Ssh.class).offeredKey(host.address(), host.sshPort(), Duration.ofSeconds(10));
        Host enrolled = new Host(host.name(), host.address(), host.sshPort(), "deploy", 3306, null, host.replicationAddress(),
                key.algorithm(), key.fingerprint(), true, null,
                secrets.seal(LabServers.PASSWORD, "host/" + host.name() + "/panel"), facts(), Instant.now());
        panel.getBean(Hosts.class).add(enrolled);
        // the store may check a new host more strictly than a saved one
        panel.getBean(Hosts.class).save(enrolled);
    }

    private void configure(LabHost host) {
        int id = host.name().equals(SOURCE) ? 1 : 2;
        host.exec("printf '[mysqld]\\nserver_id=" + id + "\\nbind_address=0.0.0.0\\n' > /etc/mysql/conf.d/zz-pair.cnf"
                + " && sed -i 's/^bind-address.*//' /etc/mysql/my.cnf && service mysql restart");
    }

    private static HostFacts facts() {
        return new HostFacts("Debian", "MySQL", "9.7.4", 1, "", "127.0.0.1", true, "ON", "/run/mysqld/mysqld.sock",
                "/var/lib/mysql", "mysql", false, List.of(), Map.of(), 1L << 40, Map.of(), null, Instant.now());
    }

    private void makeCluster() {
        String sealed = panel.getBean(Secrets.class).seal(SECRET, "cluster/" + CLUSTER + "/replication");
        panel.getBean(Clusters.class).add(new Cluster(CLUSTER, List.of("secondhand_production"),
                List.of(new Member(SOURCE, Member.Role.SOURCE), new Member(REPLICA, Member.Role.UNCONFIGURED)),
                Policy.DEFAULT, "repl", sealed, Instant.now()));
        panel.getBean(Clusters.class).change(CLUSTER, cluster -> cluster.withReplicationPassword(sealed));
        mercury.sql("CREATE USER repl@'%' IDENTIFIED BY 're''pl\"$ü\\\\icate'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'");
    }

    public <T> T bean(Class<T> type) {
        return panel.getBean(type);
    }

    public Reach reach() {
        return panel.getBean(Reach.class);
    }

    /** The rows of the tables of the database of this host, counted. */
    public Map<String, String> counts(LabHost host) {
        Map<String, String> counts = new LinkedHashMap<>();
        for (String table : host.sql("SHOW TABLES FROM secondhand_production").lines().toList()) {
            counts.put(table, host.sql("SELECT COUNT(*) FROM secondhand_production." + table));
        }
        return counts;
    }

    @Override
    public void close() {
        panel.close();
        lab.close();
    }
}
