package understudy.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The clusters in the store. */
@Component
class StoredClusters implements Clusters {

    private final JdbcAggregateOperations store;
    private final Hosts hosts;
    private final ApplicationEventPublisher events;

    StoredClusters(JdbcAggregateOperations store, Hosts hosts, ApplicationEventPublisher events) {
        this.store = store;
        this.hosts = hosts;
        this.events = events;
    }

    @Override
    public Optional<Cluster> find(String name) {
        return Optional.ofNullable(store.findById(name, ClusterRow.class)).map(ClusterRow::cluster);
    }

    @Override
    public List<Cluster> all() {
        return store.findAll(ClusterRow.class, Sort.by("name")).stream().map(ClusterRow::cluster).toList();
    }

    @Override
    public Optional<Cluster> ofHost(String hostName) {
        return all().stream().filter(cluster -> cluster.member(hostName).isPresent()).findFirst();
    }

    @Override
    @Transactional
    public void add(Cluster cluster) {
        requireDeclarable(cluster.name(), cluster.databases());
        requireFreeMembers(cluster);
        store.insert(ClusterRow.of(cluster));
        events.publishEvent(new TopologyChanged());
    }

    @Override
    @Transactional
    public Cluster change(String name, UnaryOperator<Cluster> change) {
        Cluster changed = change.apply(get(name));
        if (!changed.name().equals(name)) {
            throw new IllegalArgumentException("a cluster keeps its name");
        }
        Names.requireDatabases(changed.databases());
        requireFreeMembers(changed);
        store.update(ClusterRow.of(changed));
        events.publishEvent(new TopologyChanged());
        return changed;
    }

    @Override
    @Transactional
    public void remove(String name) {
        store.deleteById(name, ClusterRow.class);
        events.publishEvent(new TopologyChanged());
    }

    @Override
    public Cluster get(String name) {
        return find(name).orElseThrow(() -> new Problem(
                Finding.blocker("ClusterUnknown", null, "There is no cluster " + name + ".", "Look at the list of clusters.")));
    }

    private void requireFreeMembers(Cluster cluster) {
        for (Member member : cluster.members()) {
            hosts.get(member.host());
            ofHost(member.host()).filter(other -> !other.name().equals(cluster.name())).ifPresent(other -> {
                throw new Problem(Finding.blocker("HostInOtherCluster", member.host(),
                        "The host " + member.host() + " is a member of the cluster " + other.name() + ".",
                        "A host is in one cluster at most: remove it there first."));
            });
        }
    }
}
