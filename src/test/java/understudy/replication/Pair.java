package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.mysql.LabServers;
import understudy.mysql.Server;
import understudy.reach.Reach;
import understudy.remote.HostConnection;

/** Two lab hosts that replicate, made by plain SQL: mercury is the source, uranus follows and is closed. */
public final class Pair implements AutoCloseable, Reach {

    public final Lab lab;
    public final LabHost mercury;
    public final LabHost uranus;
    private final Map<String, Server> servers = new ConcurrentHashMap<>();

    private Pair(Lab lab) {
        this.lab = lab;
        mercury = lab.host("mercury");
        uranus = lab.host("uranus");
    }

    public static Pair start() {
        Pair pair = new Pair(Lab.start(LabHostSpec.host("mercury"), LabHostSpec.host("uranus")));
        pair.configure(pair.mercury, 1);
        pair.configure(pair.uranus, 2);
        pair.follow(pair.uranus, pair.mercury);
        return pair;
    }

    private void configure(LabHost host, int serverId) {
        host.exec("sed -i -E 's|^#?(server-id[[:space:]]*=).*|\\1 " + serverId
                + "|; s|^(bind-address[[:space:]]*=).*|\\1 0.0.0.0|' /etc/mysql/my.cnf && service mysql restart");
        servers.put(host.name(), LabServers.panel(host));
        host.sql("SET SESSION sql_log_bin=0; CREATE USER 'repl'@'%' IDENTIFIED BY 'repl';"
                + "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'");
        // the generator gives every host the same rows
        host.fill(1);
        host.sql("RESET BINARY LOGS AND GTIDS");
    }

    public void follow(LabHost replica, LabHost source) {
        replica.sql("SET GLOBAL super_read_only=ON; CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + source.replicationAddress()
                + "', SOURCE_USER='repl', SOURCE_PASSWORD='repl', SOURCE_AUTO_POSITION=1, SOURCE_CONNECT_RETRY=1; START REPLICA");
        String executed = source.sql("SELECT @@gtid_executed").replaceAll("\\s|\\\\n", "");
        Awaitility.await("first catch-up").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(replica.sql(
                "SELECT GTID_SUBSET('" + executed + "', @@gtid_executed)"))
                .as(() -> executed + " against " + replica.sql("SELECT @@gtid_executed; SHOW REPLICA STATUS"))
                .isEqualTo("1"));
    }

    public LabHost labHost(String name) {
        return lab.host(name);
    }

    public long setting(String host, String name) throws SQLException {
        try (var connection = lab.host(host).jdbc(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT @@GLOBAL." + name)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public HostConnection host(String hostName) {
        throw new UnsupportedOperationException("no SSH in this test");
    }

    @Override
    public Server server(String hostName) {
        return servers.get(hostName);
    }

    @Override
    public void forget(String hostName) {
        throw new UnsupportedOperationException("not needed in this test");
    }

    @Override
    public void close() {
        servers.values().forEach(Server::close);
        lab.close();
    }
}
