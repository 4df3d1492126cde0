package understudy.topology;

import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The hosts in the store. */
@Component
class StoredHosts implements Hosts {

    private final JdbcAggregateOperations store;
    private final JdbcClient sql;
    private final ApplicationEventPublisher events;

    StoredHosts(JdbcAggregateOperations store, JdbcClient sql, ApplicationEventPublisher events) {
        this.store = store;
        this.sql = sql;
        this.events = events;
    }

    @Override
    public Optional<Host> find(String name) {
        return Optional.ofNullable(store.findById(name, Host.class));
    }

    @Override
    public List<Host> all() {
        return store.findAll(Host.class, Sort.by("name"));
    }

    @Override
    @Transactional
    public void add(Host host) {
        requireFree(host.name());
        store.insert(host);
        events.publishEvent(new TopologyChanged());
    }

    @Override
    @Transactional
    public void save(Host host) {
        get(host.name());
        store.update(host);
        events.publishEvent(new TopologyChanged());
    }

    @Override
    @Transactional
    public void remove(String name) {
        sql.sql("SELECT cluster FROM cluster_member WHERE host = ?").param(name).query(String.class).optional()
                .ifPresent(cluster -> {
                    throw new Problem(Finding.blocker("HostInCluster", name,
                            "The host " + name + " is a member of the cluster " + cluster + ".",
                            "Remove the cluster from the panel first."));
                });
        store.deleteById(name, Host.class);
        events.publishEvent(new TopologyChanged());
    }

    @Override
    public Host get(String name) {
        return find(name).orElseThrow(() -> new Problem(
                Finding.blocker("HostUnknown", null, "There is no host " + name + ".", "Look at the list of hosts.")));
    }
}
