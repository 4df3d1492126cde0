package understudy.replication;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.mysql.LabServers;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.Server;
import understudy.mysql.Servers;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.remote.LabSsh;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;

/** Lab hosts as enrolment leaves them, reached as the panel reaches them: everything that a step needs. */
public final class Stage implements Reach, Hosts, Journal, AutoCloseable {

    public final List<String> said = new ArrayList<>();
    final Map<String, Object> results = new HashMap<>();
    private final Lab lab;
    private final LabSsh ssh = new LabSsh();
    private final Map<String, HostConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final Map<String, Host> hosts = new HashMap<>();

    public Stage(LabHostSpec... specs) {
        lab = Lab.start(specs);
        for (LabHostSpec spec : specs) {
            LabHost host = lab.host(spec.name());
            LabServers.panel(host).close();
            connections.put(host.name(), ssh.connect(host));
            servers.put(host.name(), new Servers().connect(host.name(),
                    limit -> host(host.name()).tunnel("127.0.0.1", 3306, limit), 3306, PanelPrivileges.USER, () -> LabServers.PASSWORD));
            hosts.put(host.name(), enrolled(host));
        }
    }

    private static Host enrolled(LabHost host) {
        HostFacts facts = new HostFacts("Debian", "MySQL", "9.7.4", 1, "", "127.0.0.1", true, "ON", "/var/run/mysqld/mysqld.sock",
                "/var/lib/mysql", "mysql", false, List.of(), Map.of(), 0, Map.of(), null, Instant.EPOCH);
        return new Host(host.name(), host.address(), host.sshPort(), "deploy", 3306, null, host.replicationAddress(), "", "", true,
                null, "sealed", facts, Instant.EPOCH);
    }

    public LabHost lab(String name) {
        return lab.host(name);
    }

    /** Runs a step as the engine does, expecting that it has something to do and does it; returns its plan. */
    public <P extends Record> Plan runs(Step<P> step, P parameters) {
        Inspection before = step.inspect(parameters);
        if (!(before instanceof Inspection.Possible)) {
            throw new AssertionError(step.name() + " should be possible, but: " + before);
        }
        Plan plan = step.plan(parameters);
        Outcome outcome = step.apply(parameters, plan, this);
        if (!(outcome instanceof Outcome.Applied)) {
            throw new AssertionError(step.name() + " ended with " + outcome);
        }
        Inspection after = step.verify(parameters);
        if (!(after instanceof Inspection.AlreadyDone)) {
            throw new AssertionError(step.name() + " isn't done afterwards: " + after);
        }
        return plan;
    }

    @Override
    public HostConnection host(String hostName) {
        return Optional.ofNullable(connections.get(hostName)).orElseThrow(() -> unknown(hostName));
    }

    @Override
    public Server server(String hostName) {
        return Optional.ofNullable(servers.get(hostName)).orElseThrow(() -> unknown(hostName));
    }

    @Override
    public void forget(String hostName) {
        server(hostName).close();
    }

    private static Problem unknown(String host) {
        return new Problem(Finding.blocker("HostUnknown", host, "No host " + host + ".", "Add it."));
    }

    @Override
    public Optional<Host> find(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    @Override
    public List<Host> all() {
        return List.copyOf(hosts.values());
    }

    @Override
    public void add(Host host) {
        hosts.put(host.name(), host);
    }

    @Override
    public void save(Host host) {
        hosts.put(host.name(), host);
    }

    @Override
    public void remove(String name) {
        hosts.remove(name);
    }

    @Override
    public Host get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void progress(long doneBytes, @Nullable Long totalBytes) {
        said.add(doneBytes + " bytes");
    }

    @Override
    public void result(String name, Object value) {
        results.put(name, value);
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void close() {
        servers.values().forEach(Server::close);
        connections.values().forEach(HostConnection::close);
        ssh.close();
        lab.close();
    }
}
