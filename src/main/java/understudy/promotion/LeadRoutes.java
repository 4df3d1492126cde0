package understudy.promotion;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.routing.Route;
import understudy.routing.RouteMove;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;

/** Leads everybody to the source that there is: after routes were declared, and whenever something leads elsewhere. */
@Component
class LeadRoutes implements OperationPlanner {

    private final Clusters clusters;
    private final Situations situations;
    private final Routes routes;

    LeadRoutes(Clusters clusters, Situations situations, Routes routes) {
        this.clusters = clusters;
        this.situations = situations;
        this.routes = routes;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.SWITCH_ROUTES;
    }

    @Override
    public Decision decide(OperationRequest request) {
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        Optional<Finding> differs = Expected.source(request, cluster);
        return differs.isPresent() ? new Decision.Refused(List.of(differs.get()))
                : decide(situations.of(cluster, null, null), routes.of(cluster.name()));
    }

    static Finding none() {
        return Finding.blocker("RoutesMissing", null, "This cluster has no routes.", "Add what is to follow the source on the cluster's page Routes.");
    }

    /** The decision alone. Pure. */
    static Decision decide(Situation now, List<Route> routes) {
        String source = now.cluster().source().orElse(null);
        if (routes.isEmpty()) {
            return new Decision.Refused(List.of(none()));
        }
        boolean open = now.seenSource().filter(state -> Boolean.TRUE.equals(state.writable())).isPresent();
        if (source == null || !open) {
            return new Decision.Refused(List.of(Finding.blocker("SourceNotOpen", source, "No source is seen that takes writes.",
                    "Bring it back, or fail over; then the routes follow.")));
        }
        return new Decision.Planned(source, RouteSteps.inRejoin(List.of(), new RouteMove(now.cluster().name(), source, source, routes)),
                OnFailure.STOP);
    }
}
