package understudy.operation;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;

/** Declared clusters in memory; every host but pluto exists. */
class FakeTopology implements Clusters {

    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();

    @Override
    public Optional<Cluster> find(String name) {
        return Optional.ofNullable(clusters.get(name));
    }

    @Override
    public List<Cluster> all() {
        return List.copyOf(clusters.values());
    }

    @Override
    public Optional<Cluster> ofHost(String hostName) {
        return clusters.values().stream().filter(cluster -> cluster.member(hostName).isPresent()).findFirst();
    }

    @Override
    public void add(Cluster cluster) {
        clusters.put(cluster.name(), cluster);
    }

    @Override
    public Cluster change(String name, UnaryOperator<Cluster> change) {
        return clusters.compute(name, (key, cluster) -> change.apply(cluster));
    }

    @Override
    public void remove(String name) {
        clusters.remove(name);
    }

    @Override
    public Cluster get(String name) {
        return clusters.get(name);
    }

    Hosts hosts() {
        return (Hosts) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Hosts.class}, (self, method, args) -> {
            if (method.getName().equals("find")) {
                return "pluto".equals(args[0]) ? Optional.empty() : Optional.of(host((String) args[0]));
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Host host(String name) {
        return new Host(name, name, 22, "deploy", 3306, null, name, "ssh-ed25519", "SHA256:x", true, null, null, null,
                Instant.EPOCH);
    }
}
