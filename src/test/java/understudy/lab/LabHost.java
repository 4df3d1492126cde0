package understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * One little server of the lab. The test reaches it at {@link #address()} and {@link #sshPort()}; what the panel couldn't
 * know or do (act as root, kill, unplug) goes past SSH, through the container engine.
 */
public final class LabHost implements AutoCloseable {

    private static final int DOOR = 13306;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final boolean REACHES_CONTAINERS = "Linux".equals(System.getProperty("os.name"));

    private final LabHostSpec spec;
    private final Network network;
    private volatile String lastAddress = "";
    private final GenericContainer<?> container;

    LabHost(LabHostSpec spec, Network network) {
        this.spec = spec;
        this.network = network;
        this.container = LabContainers.create(spec, network, REACHES_CONTAINERS ? new Integer[0] : new Integer[] {22, 80, DOOR});
    }

    void start() {
        container.start();
        Awaitility.await("SSH of " + spec.name()).atMost(PATIENCE).pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(50)).until(this::greets);
        if (spec.serverRuns()) {
            awaitServer();
        }
    }

    public String name() {
        return spec.name();
    }

    /** Where the test, and a panel inside the test, finds this host. */
    public String address() {
        return REACHES_CONTAINERS ? replicationAddress() : container.getHost();
    }

    public int sshPort() {
        return mapped(22);
    }

    /** Where the other hosts find this one; while its plug is out, where they found it last. */
    public String replicationAddress() {
        container.getCurrentContainerInfo().getNetworkSettings().getNetworks().values().stream().findFirst()
                .ifPresent(network -> lastAddress = network.getIpAddress());
        return lastAddress;
    }

    /** Runs a shell line as root and returns what it printed; a failure fails the test with its output. */
    public String exec(String shellLine) {
        var result = tryExec(shellLine);
        if (result.getExitCode() != 0) {
            throw new AssertionError("%s: '%s' ended with %d: %s%s".formatted(
                name(), shellLine, result.getExitCode(), result.getStdout(), result.getStderr()));
        }
        return result.getStdout().strip();
    }

    public ExecResult tryExec(String shellLine) {
        try {
            return container.execInContainer("bash", "-c", shellLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name() + " ran " + shellLine, e);
        }
    }

    /** Runs statements as the server's root over its socket; rows as lines, columns apart by tabs. */
    public String sql(String statements) {
        return exec("mysql -NB --default-character-set=utf8mb4 -e '" + statements.replace("'", "'\\''") + "'");
    }

    /** A connection as the server's root, past SSH and past {@code bind-address}. */
    public Connection jdbc() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("", "DISABLED") + "&user=root");
    }

    /** For the application's account, as the {@link Till} uses it. */
    public String applicationUrl() {
        // the server sees its socket, a safe line, and expects a password as it is; the driver sends that over TLS only
        return jdbcUrl("secondhand_production", "REQUIRED") + "&user=pierre&password=secondhand";
    }

    /** Makes {@code secondhand_production} with about that much data, and the application's account. */
    public void fill(int megabytes) {
        exec("/opt/lab/fill " + megabytes);
    }

    /** Lets other hosts reach its server, which is restarted for that. */
    public void listenEverywhere() {
        exec("sed -i --follow-symlinks -E 's/^(bind-address[ \t]*=).*/\\1 0.0.0.0/' /etc/mysql/my.cnf /etc/mysql/mysql.conf.d/*.cnf"
            + " && service mysql restart");
    }

    public void authorise(String publicKey) {
        exec("install -d -m 700 -o deploy -g deploy ~deploy/.ssh && cat >> ~deploy/.ssh/authorized_keys <<'KEY'\n"
            + publicKey.strip() + "\nKEY\nchown deploy:deploy ~deploy/.ssh/authorized_keys; chmod 600 ~deploy/.ssh/authorized_keys");
    }

    /** New SSH host keys, as after a reinstallation or on an impostor; open connections stay. */
    public void changeHostKey() {
        exec("rm -f /etc/ssh/ssh_host_* && ssh-keygen -A > /dev/null && pkill -HUP -o -x sshd");
        Awaitility.await("sshd of " + name()).atMost(PATIENCE).until(this::greets);
    }

    /** {@code kill -9}; only {@link LabImage#MYSQL97_SYSTEMD} brings the server back by itself. */
    public void killServer() {
        exec("pkill -9 -x mysqld");
    }

    public boolean serverAnswers() {
        return tryExec("mysqladmin --connect-timeout=2 ping").getExitCode() == 0;
    }

    public void startServer() {
        exec("service mysql start");
    }

    /** Ends every SSH session, but not the listening sshd. */
    public void dropSshSessions() {
        tryExec("pkill -9 -f '^sshd(-session)?: deploy'");
    }

    /** Freezes every process: connections stay open and nothing answers. */
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    public void unpause() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** As a power cut: every process ends at once and the address answers no more. */
    public void cutPower() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    /** Back after {@link #cutPower()}, with its disk; returns when SSH and the server answer. */
    public void powerOn() {
        docker().startContainerCmd(container.getContainerId()).exec();
        Awaitility.await("SSH of " + name()).atMost(PATIENCE).until(this::greets);
        awaitServer();
    }

    /** Pulls the network plug; {@link #exec} and {@link #sql} still work, {@link #jdbc} doesn't. */
    public void disconnect() {
        docker().disconnectFromNetworkCmd().withContainerId(container.getContainerId()).withNetworkId(network.getId()).withForce(true).exec();
    }

    /** Pulls the cable: nobody reaches it, and unlike with {@link #disconnect()} it keeps every address. */
    public void unplug() {
        exec("ip route show default > /tmp/default-route; ip link set eth0 down");
    }

    /** Puts the cable back in after {@link #unplug()}. */
    public void plugIn() {
        exec("ip link set eth0 up; while read -r route; do ip route replace $route; done < /tmp/default-route");
    }

    public void reconnect() {
        docker().connectToNetworkCmd().withContainerId(container.getContainerId()).withNetworkId(network.getId())
            .withContainerNetwork(new ContainerNetwork().withAliases(name())).exec();
    }

    @Override
    public void close() {
        container.close();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    private String jdbcUrl(String database, String tls) {
        return "jdbc:mysql://%s:%d/%s?sslMode=%s&connectTimeout=1000&socketTimeout=10000"
            .formatted(address(), mapped(DOOR), database, tls);
    }

    int mapped(int port) {
        return REACHES_CONTAINERS ? port : container.getMappedPort(port);
    }

    private void awaitServer() {
        Awaitility.await("server of " + name()).atMost(PATIENCE).pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(300)).until(this::serverAnswers);
    }

    private boolean greets() {
        return SshPort.greets(address(), sshPort());
    }
}
