package understudy.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** The routes in the store; they go with their clusters. A refusal is thrown before anything is written, and stays recorded. */
@Component
@EnableConfigurationProperties(RoutingSettings.class)
class StoredRoutes implements Routes {

    /** Forgives fields that a newer version wrote, so that going back one version is possible, and the lack of those that an older one didn't know. */
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private final JdbcClient sql;
    private final Clusters clusters;
    private final Hosts hosts;
    private final Audit audit;
    private final RoutingSettings settings;

    StoredRoutes(JdbcClient sql, Clusters clusters, Hosts hosts, Audit audit, RoutingSettings settings) {
        this.sql = sql;
        this.clusters = clusters;
        this.hosts = hosts;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    public List<Route> of(String cluster) {
        return sql.sql("SELECT settings FROM route WHERE cluster = ? ORDER BY name").param(cluster).query(String.class).list()
                .stream().map(StoredRoutes::read).toList();
    }

    static Route read(String json) {
        return JSON.readValue(json, Route.class);
    }

    @Override
    @Transactional(noRollbackFor = Problem.class)
    public void add(String cluster, Route route, Actor actor) {
        keep(cluster, route, actor, present -> false);
    }

    @Override
    @Transactional(noRollbackFor = Problem.class)
    public void put(String cluster, Route route, Actor actor) {
        keep(cluster, route, actor, present -> present.getClass().equals(route.getClass()));
    }

    /** @param replaceable whether it may take the place of the one that has its name */
    private void keep(String cluster, Route route, Actor actor, Predicate<Route> replaceable) {
        audited(actor, "route.put", cluster, () -> {
            Cluster wanted = clusters.get(cluster);
            route.check();
            requireFreeName(cluster, route.name(), replaceable);
            if (!(route instanceof Route.VirtualIp)) {
                wanted.members().stream().map(Member::host).map(hosts::find).flatMap(Optional::stream).forEach(Legs::target);
            }
            switch (route) {
                case Route.DatabaseYmls files -> files.hosts().forEach(hosts::get);
                case Route.VirtualIp address -> requireFree(address, hosts.all(), clusters.all().stream().map(Cluster::name)
                        .filter(name -> !name.equals(cluster)).flatMap(name -> of(name).stream()).toList());
                case Route.LoadBalancer balancer -> balancer.hosts().forEach(hosts::get);
                case Route.Hook hook when hook.host() != null -> hosts.get(hook.host());
                case Route.Hook hook -> settings.requireHere(hook.program());
            }
            sql.sql("INSERT INTO route (cluster, name, settings) VALUES (?, ?, ?) ON CONFLICT (cluster, name) DO UPDATE SET settings = excluded.settings")
                    .params(cluster, route.name(), JSON.writerFor(Route.class).writeValueAsString(route)).update();
        });
    }

    /** Whoever means to add a second route must not lose the first: nothing of that name would follow the next promotion any more. */
    private void requireFreeName(String cluster, String name, Predicate<Route> replaceable) {
        of(cluster).stream().filter(present -> present.name().equals(name) && !replaceable.test(present)).findFirst().ifPresent(present -> {
            throw new Problem(Finding.blocker("RouteNameTaken", null, "The cluster " + cluster + " already has a route " + name + ".",
                    "Choose another name. If this one is to take its place, take that out first."));
        });
    }

    /** With a host's own address the host would be cut off at the next move; with another cluster's the two would take it from each other. */
    static void requireFree(Route.VirtualIp wanted, List<Host> hosts, List<Route> elsewhere) {
        hosts.stream().filter(host -> wanted.bare().equals(host.address()) || wanted.bare().equals(host.replicationAddress())).findFirst()
                .ifPresent(host -> {
                    throw refused(wanted.bare() + " is the address of " + host.name() + " itself.");
                });
        if (elsewhere.stream().anyMatch(route -> route instanceof Route.VirtualIp other && other.bare().equals(wanted.bare()))) {
            throw refused(wanted.bare() + " moves with another cluster's source already.");
        }
    }

    private static Problem refused(String why) {
        return new Problem(Finding.blocker("RouteRefused", null, why, "Choose an address that nobody has yet, in the network of the hosts."));
    }

    @Override
    @Transactional(noRollbackFor = Problem.class)
    public void remove(String cluster, String name, Actor actor) {
        audited(actor, "route.remove", cluster, () -> {
            clusters.get(cluster);
            if (sql.sql("DELETE FROM route WHERE cluster = ? AND name = ?").params(cluster, name).update() == 0) {
                throw new Problem(Finding.blocker("RouteUnknown", null, "The cluster " + cluster + " has no route " + name + ".",
                        "Look at its list of routes."));
            }
        });
    }

    private void audited(Actor actor, String action, String cluster, Runnable act) {
        try {
            act.run();
        } catch (Problem refused) {
            audit.record(actor, action, cluster, "refused: " + refused.finding().code());
            throw refused;
        }
        audit.record(actor, action, cluster, "done");
    }
}
