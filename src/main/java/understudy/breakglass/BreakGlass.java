package understudy.breakglass;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.routing.RoutesByHand;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.Member;

/** Makes the break-glass sheet of a cluster from what is declared and what enrolment found; asks no server. */
@Component
public class BreakGlass {

    private final Clusters clusters;
    private final Hosts hosts;
    private final RoutesByHand routes;
    private final Clock clock;

    BreakGlass(Clusters clusters, Hosts hosts, RoutesByHand routes, Clock clock) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * The sheet as of now.
     *
     * @throws Problem with ClusterUnknown; with NoReplica when nobody could be promoted; with UnsupportedServer when the panel doesn't
     *     speak the words of a server
     */
    public Sheet sheet(String name) {
        Cluster cluster = clusters.get(name);
        List<HostWords> replicas = cluster.hosts(Member.Role.REPLICA).stream().map(hosts::find).flatMap(Optional::stream).map(HostWords::new).toList();
        if (replicas.isEmpty()) {
            throw new Problem(Finding.blocker("NoReplica", null, name + " has no replica that could be promoted.",
                    "Make a replica first; the sheet says how to promote it by hand."));
        }
        @Nullable HostWords source = cluster.source().flatMap(hosts::find).map(HostWords::new).orElse(null);
        List<Sheet.Line> lines = cluster.members().stream().flatMap(member -> hosts.find(member.host()).stream()
                .map(host -> new HostWords(host).line(member.role().name().toLowerCase(Locale.ROOT)))).toList();
        return new Sheet(name, clock.instant(), source == null ? null : source.name(), lines, new SheetWriter(name, source, replicas, following(name, source)).parts());
    }

    private SheetWriter.Following following(String cluster, @Nullable HostWords source) {
        return new SheetWriter.Following() {
            @Override
            public List<RoutesByHand.Lead> to(String replica) {
                return source == null ? List.of() : routes.leads(cluster, source.name(), replica);
            }

            @Override
            public Optional<HostWords> host(String name) {
                return hosts.find(name).map(HostWords::new);
            }
        };
    }
}
