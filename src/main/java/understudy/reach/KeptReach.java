package understudy.reach;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import understudy.access.Secrets;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.Server;
import understudy.mysql.Servers;
import understudy.remote.HostConnection;
import understudy.remote.HostKey;
import understudy.remote.Ssh;
import understudy.remote.SshTarget;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.ServerCertificates;

/** Keeps one session and one server a host. */
@Component
final class KeptReach implements Reach, AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    /** Where the server listens as seen on its own host. */
    private static final String LOOPBACK = "127.0.0.1";

    private final Hosts hosts;
    private final ServerCertificates certificates;
    private final Secrets secrets;
    private final Ssh ssh;
    private final Servers connector;
    private final Clock clock;
    private final Supplier<Double> jitter;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Server> servers = new ConcurrentHashMap<>();

    @Autowired
    KeptReach(Hosts hosts, ServerCertificates certificates, Secrets secrets, Ssh ssh, Servers connector, Clock clock) {
        this(hosts, certificates, secrets, ssh, connector, clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    KeptReach(Hosts hosts, ServerCertificates certificates, Secrets secrets, Ssh ssh, Servers connector, Clock clock,
            Supplier<Double> jitter) {
        this.hosts = hosts;
        this.certificates = certificates;
        this.secrets = secrets;
        this.ssh = ssh;
        this.connector = connector;
        this.clock = clock;
        this.jitter = jitter;
    }

    @Override
    public HostConnection host(String hostName) {
        while (true) {
            Line line = lines.computeIfAbsent(hostName, name -> new Line(clock, jitter));
            HostConnection session = line.session(() -> ssh.connect(target(hosts.get(hostName)), TO_CONNECT));
            if (session != null) {
                return session;
            }
            lines.remove(hostName, line); // forgotten while this caller waited
        }
    }

    @Override
    public Server server(String hostName) {
        Server kept = servers.get(hostName);
        if (kept != null) {
            return kept;
        }
        Host host = hosts.get(hostName);
        panelPassword(host);
        return servers.computeIfAbsent(hostName, name -> connector.connect(name,
                timeout -> host(name).tunnel(LOOPBACK, host.mysqlPort(), timeout), host.mysqlPort(),
                PanelPrivileges.USER, () -> panelPassword(hosts.get(name)), () -> certificates.of(name)));
    }

    @Override
    public void forget(String hostName) {
        Server server = servers.remove(hostName);
        if (server != null) {
            server.close();
        }
        Line line = lines.remove(hostName);
        if (line != null) {
            line.close();
        }
    }

    @Override
    public void close() {
        lines.keySet().forEach(this::forget);
    }

    private SshTarget target(Host host) {
        if (!host.hostKeyTrusted()) {
            throw new Problem(Finding.blocker("HostKeyNotTrusted", host.name(),
                    "The host key of " + host.name() + " has not been compared and trusted yet.",
                    "Compare " + host.hostKeyFingerprint() + " with the key on the machine, and trust it.")
                    .fixedBy("trust-host-key"));
        }
        return new SshTarget(host.name(), host.address(), host.sshPort(), host.sshUser(),
                new HostKey(host.hostKeyAlgorithm(), host.hostKeyFingerprint()), sudoPassword(host));
    }

    private @Nullable String sudoPassword(Host host) {
        String sealed = host.sealedSudoPassword();
        return sealed == null ? null : secrets.open(sealed, Host.sudoPurpose(host.name()));
    }

    private String panelPassword(Host host) {
        String sealed = host.sealedPanelPassword();
        if (sealed == null) {
            throw new Problem(Finding.blocker("PanelAccountMissing", host.name(),
                    "The panel has no account on the server of " + host.name() + " yet.",
                    "Enrol the host first.").fixedBy("enrol-host"));
        }
        return secrets.open(sealed, Host.panelPurpose(host.name()));
    }
}
