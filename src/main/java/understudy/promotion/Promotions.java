package understudy.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.routing.RouteFindings;
import understudy.topology.Clusters;

/** The door of the promotion room for pages and REST: what would happen now. Reads what was seen; asks no server. */
@Component
public class Promotions {

    private static final int REMEMBERED = 50;

    private final Clusters clusters;
    private final Operations operations;
    private final Situations situations;
    private final RouteFindings routes;
    private final AddressNotes addresses;

    Promotions(Clusters clusters, Operations operations, Situations situations, RouteFindings routes, AddressNotes addresses) {
        this.clusters = clusters;
        this.operations = operations;
        this.situations = situations;
        this.routes = routes;
        this.addresses = addresses;
    }

    /**
     * Whether a switchover would succeed now.
     *
     * @param candidate the replica in question, or null for the best
     * @throws understudy.finding.Problem with the code {@code ClusterUnknown}
     */
    public Readiness readiness(String cluster, @Nullable String candidate) {
        String running = operations.running(cluster).map(OperationView::id).orElse(null);
        Situation now = situations.of(clusters.get(cluster), candidate, running);
        Readiness servers = ReadinessRules.readiness(now, measuredOutages(cluster));
        return servers.with(routes.of(cluster, servers.candidate())).with(addresses.of(cluster));
    }

    private List<Long> measuredOutages(String cluster) {
        return operations.list(cluster, OperationStatus.SUCCEEDED, REMEMBERED).stream()
                .filter(operation -> operation.kind() == OperationKind.SWITCHOVER)
                .map(operation -> operation.result().get("writeOutageMillis"))
                .filter(Number.class::isInstance)
                .map(millis -> ((Number) millis).longValue())
                .toList();
    }
}
