package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.lab.Ledger;
import understudy.lab.Till;

/** Mercury with the application's data, a bare uranus, and a panel that knows neither yet. */
final class Pair implements AutoCloseable {

    static final String CLUSTER = "secondhand";
    static final String DATABASE = "secondhand_production";

    final Lab lab;
    final LabHost mercury;
    final LabHost uranus;
    final PanelProcess panel;
    final PanelClient client;

    private Pair(Lab lab, PanelProcess panel) {
        this.lab = lab;
        this.mercury = lab.host("mercury");
        this.uranus = lab.host("uranus");
        this.panel = panel;
        this.client = panel.client();
    }

    /** Both of Debian's layouts of {@code /etc/mysql}: the single file on mercury, the package's own on uranus. */
    static Pair start(Path dataDir, int megabytes) throws IOException, InterruptedException {
        return start(dataDir, megabytes, LabImage.MYSQL97_SINGLE, LabImage.MYSQL97_PACKAGE);
    }

    /** Hosts that the panel can't log in to yet, of the same layouts. */
    static Pair bare(Path dataDir, int megabytes) throws IOException, InterruptedException {
        return bare(dataDir, megabytes, LabImage.MYSQL97_SINGLE, LabImage.MYSQL97_PACKAGE);
    }

    private static Pair bare(Path dataDir, int megabytes, LabImage ofMercury, LabImage ofUranus) throws IOException, InterruptedException {
        return bare(dataDir, megabytes, LabHostSpec.host("mercury").image(ofMercury), LabHostSpec.host("uranus").image(ofUranus));
    }

    private static Pair bare(Path dataDir, int megabytes, LabHostSpec mercury, LabHostSpec uranus, String... jvmOptions)
            throws IOException, InterruptedException {
        Lab lab = Lab.start(mercury, uranus);
        lab.host("mercury").fill(megabytes);
        return new Pair(lab, PanelProcess.start(dataDir, jvmOptions));
    }

    static Pair start(Path dataDir, int megabytes, LabImage ofMercury, LabImage ofUranus) throws IOException, InterruptedException {
        return open(bare(dataDir, megabytes, ofMercury, ofUranus));
    }

    /** Hosts of any kind, called mercury and uranus. */
    static Pair start(Path dataDir, int megabytes, LabHostSpec mercury, LabHostSpec uranus) throws IOException, InterruptedException {
        return open(bare(dataDir, megabytes, mercury, uranus));
    }

    /** The application on both hosts, and a panel that listens to other machines too. */
    static Pair withApplications(Path dataDir, int megabytes) throws IOException, InterruptedException {
        Pair pair = open(bare(dataDir, megabytes, LabHostSpec.host("mercury").withApplication(),
                LabHostSpec.host("uranus").withApplication(), "-Dserver.address=0.0.0.0"));
        pair.mercury.exec("/opt/lab/open-shop");
        return pair;
    }

    private static Pair open(Pair pair) {
        String key = pair.client.get("/api/v1/ssh-key").expecting(200).body().get("publicKey").asString();
        pair.mercury.authorise(key);
        pair.uranus.authorise(key);
        return pair;
    }

    void enrolBoth() {
        for (LabHost host : List.of(mercury, uranus)) {
            client.enrol(host.name(), host.address(), host.sshPort(), fingerprint(host));
        }
    }

    void makeCluster() {
        client.post("/api/v1/clusters", Map.of("name", CLUSTER, "databases", List.of(DATABASE),
                "source", "mercury", "replicas", List.of("uranus"))).expecting(201);
    }

    /** The replicating pair, made by the panel. */
    void replicate() {
        enrolBoth();
        makeCluster();
        client.awaitSuccess(client.start(CLUSTER, Map.of("kind", "SETUP_REPLICA", "host", "uranus")));
        client.awaitHealthy(CLUSTER);
    }

    Till openTill(Duration period) {
        return Till.open(period, mercury, uranus);
    }

    /** What the ledger says of a server's tables. */
    static Ledger.Comparison compare(Ledger ledger, LabHost host) throws SQLException {
        try (Connection connection = host.jdbc()) {
            return ledger.compareWith(connection);
        }
    }

    /** Waits until a replica has received everything that its source has executed; executed it need not be. */
    static void awaitReceived(LabHost source, LabHost replica) {
        String executed = source.sql("SELECT @@gtid_executed").replaceAll("\\s|\\\\n", "");
        Awaitility.await("everything is received").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(replica.sql(
                "SELECT GTID_SUBTRACT(GTID_SUBTRACT('" + executed + "', @@gtid_executed), RECEIVED_TRANSACTION_SET)"
                        + " FROM performance_schema.replication_connection_status")).as("not received of " + executed).isEmpty());
    }

    /** As an admin reads it on the host itself. */
    static String fingerprint(LabHost host) {
        return host.exec("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2");
    }

    @Override
    public void close() throws Exception {
        panel.close();
        lab.close();
    }
}
