package understudy.routing;

import java.util.List;

/**
 * What the steps of routing are told: these routes, as they were when it was planned, lead from one source to another.
 *
 * @param from the source until now
 * @param to the source from now on
 */
public record RouteMove(String cluster, String from, String to, List<Route> routes) {

    public RouteMove {
        routes = List.copyOf(routes);
    }
}
