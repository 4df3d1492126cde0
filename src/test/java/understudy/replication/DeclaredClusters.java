package understudy.replication;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Policy;

/** Clusters in memory. */
public final class DeclaredClusters implements Clusters {

    private final Map<String, Cluster> clusters = new HashMap<>();

    /** A cluster that serves {@code secondhand_production}. */
    public static DeclaredClusters of(String name, String source, String replica) {
        DeclaredClusters declared = new DeclaredClusters();
        declared.add(new Cluster(name, List.of("secondhand_production"),
                List.of(new Member(source, Member.Role.SOURCE), new Member(replica, Member.Role.UNCONFIGURED)),
                Policy.DEFAULT, "repl", null, Instant.EPOCH));
        return declared;
    }

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
        return all().stream().filter(cluster -> cluster.member(hostName).isPresent()).findFirst();
    }

    @Override
    public void add(Cluster cluster) {
        clusters.put(cluster.name(), cluster);
    }

    @Override
    public Cluster change(String name, UnaryOperator<Cluster> change) {
        clusters.put(name, change.apply(get(name)));
        return get(name);
    }

    @Override
    public void remove(String name) {
        clusters.remove(name);
    }

    @Override
    public Cluster get(String name) {
        return find(name).orElseThrow();
    }
}
