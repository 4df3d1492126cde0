package understudy.setup;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.HostState;
import understudy.monitor.Monitor;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Pace;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.topology.Member.Role;
import understudy.topology.Policy;

/** What the panel knows, for planners: mercury with the shop's database, uranus fresh, both enrolled, in the cluster shop. */
final class Known {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    final Map<String, Host> hosts = new LinkedHashMap<>();
    final Map<String, HostState> seen = new LinkedHashMap<>();
    Cluster cluster = new Cluster("shop", List.of("secondhand_production"),
            List.of(new Member("mercury", Role.SOURCE), new Member("uranus", Role.UNCONFIGURED)), Policy.DEFAULT, "repl", null, NOW);

    Known() {
        put(host("mercury", "192.168.178.61", facts("MySQL", "9.7.4", Map.of("secondhand_production", 104_000_000L, "wiki", 2_000_000L))));
        put(host("uranus", "192.168.178.66", facts("MySQL", "9.7.4", Map.of())));
    }

    void put(Host host) {
        hosts.put(host.name(), host);
    }

    void facts(String host, HostFacts found) {
        put(hosts.get(host).withFacts(found));
    }

    static Host host(String name, String address, @Nullable HostFacts facts) {
        return new Host(name, address, 22, "deploy", 3306, null, address, "ssh-ed25519", "SHA256:x", true, null,
                facts == null ? null : "sealed", facts, NOW);
    }

    static HostFacts facts(String flavour, String version, Map<String, Long> databases) {
        return facts(flavour, version, databases, 10_000_000_000L, Map.of("mysqldump", "/usr/bin/mysqldump", "gzip", "/usr/bin/gzip"));
    }

    static HostFacts facts(String flavour, String version, Map<String, Long> databases, long free, Map<String, String> tools) {
        return new HostFacts("Debian", flavour, version, 1, "uuid", "127.0.0.1", true, "ON", "/run/mysqld/mysqld.sock",
                "/var/lib/mysql", "mysql", false, List.of(), databases, free, tools, null, NOW);
    }

    void sees(String host, boolean reachable, HostState.@Nullable Replication replication, Map<String, String> settings) {
        seen.put(host, new HostState(host, Role.REPLICA, reachable, reachable, false, "9.7.4", "uuid", "", "", replication, settings,
                null, null, null, null, null, NOW, NOW));
    }

    static HostState.Replication following(String source, String errant) {
        return new HostState.Replication(source, true, true, 5L, 0L, errant, null, 0, Map.of());
    }

    OperationRequest request(@Nullable String host, @Nullable String confirm, Map<String, Object> options) {
        return new OperationRequest(OperationKind.SETUP_REPLICA, "shop", host, Pace.AUTO, confirm, null, options, Actor.PANEL);
    }

    ReplicaSetup setup() {
        return new ReplicaSetup(new Pairs(clusters(), hosts(), monitor()));
    }

    Clusters clusters() {
        return answering(Clusters.class, (self, method, args) -> switch (method.getName()) {
            case "ofHost" -> cluster.member((String) args[0]).map(member -> cluster);
            case "get" -> Optional.of(cluster).filter(known -> known.name().equals(args[0])).orElseThrow(() -> unknown("ClusterUnknown"));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    Hosts hosts() {
        return answering(Hosts.class, (self, method, args) -> switch (method.getName()) {
            case "all" -> List.copyOf(hosts.values());
            case "get" -> Optional.ofNullable(hosts.get((String) args[0])).orElseThrow(() -> unknown("HostUnknown"));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Monitor monitor() {
        return answering(Monitor.class, (self, method, args) -> switch (method.getName()) {
            case "host" -> Optional.ofNullable(seen.get((String) args[0]));
            case "lookNow" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Problem unknown(String code) {
        return new Problem(Finding.blocker(code, null, "There is none of this name.", ""));
    }

    /** @param change of the cluster */
    void declare(UnaryOperator<Cluster> change) {
        cluster = change.apply(cluster);
    }
}
