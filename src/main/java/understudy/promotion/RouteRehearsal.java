package understudy.promotion;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.OperationKind;
import understudy.operation.OperationPlanner;
import understudy.operation.OperationRequest;
import understudy.operation.PlannedStep;
import understudy.routing.RehearseRoutes;
import understudy.routing.Route;
import understudy.routing.RouteMove;
import understudy.routing.Routes;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** Whether the application could follow to a replica, found out without changing anything. */
@Component
class RouteRehearsal implements OperationPlanner {

    private final Clusters clusters;
    private final Situations situations;
    private final Routes routes;

    RouteRehearsal(Clusters clusters, Situations situations, Routes routes) {
        this.clusters = clusters;
        this.situations = situations;
        this.routes = routes;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.REHEARSE_ROUTES;
    }

    @Override
    public Decision decide(OperationRequest request) {
        Cluster cluster = clusters.get(Optional.ofNullable(request.cluster()).orElse(""));
        Optional<Finding> differs = Expected.source(request, cluster);
        return differs.isPresent() ? new Decision.Refused(List.of(differs.get()))
                : decide(situations.of(cluster, request.host(), null), routes.of(cluster.name()));
    }

    /** The decision alone. Pure. */
    static Decision decide(Situation now, List<Route> routes) {
        String source = now.cluster().source().orElse("");
        String candidate = now.candidate();
        if (routes.isEmpty()) {
            return new Decision.Refused(List.of(LeadRoutes.none()));
        }
        if (candidate == null || !now.cluster().hosts(Member.Role.REPLICA).contains(candidate)) {
            return new Decision.Refused(List.of(Finding.blocker("NoCandidate", candidate, "There is no replica to which the application could be led.",
                    "Make a replica first, or name one.")));
        }
        return new Decision.Planned(candidate, List.of(new PlannedStep(RehearseRoutes.NAME, null,
                new RouteMove(now.cluster().name(), source, candidate, routes))), OnFailure.STOP);
    }
}
