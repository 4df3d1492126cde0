package understudy.routing;

import java.util.List;
import understudy.access.Actor;

/** The routes of the clusters, as admins declared them. */
public interface Routes {

    /** By name. */
    List<Route> of(String cluster);

    /**
     * Adds the route; touches nothing it is about. Writes an audit entry.
     *
     * @throws understudy.finding.Problem ClusterUnknown, HostUnknown, NameRefused, RouteRefused, HookElsewhere; RouteNameTaken where
     *         the cluster has a route of that name
     */
    void add(String cluster, Route route, Actor actor);

    /**
     * Adds the route, or replaces the one of its name, which has to be of the same kind; touches nothing it is about. Writes an audit entry.
     *
     * @throws understudy.finding.Problem ClusterUnknown, HostUnknown, NameRefused, RouteRefused, HookElsewhere; RouteNameTaken where
     *         the route of that name is of another kind
     */
    void put(String cluster, Route route, Actor actor);

    /** Forgets the route; what it leads to stays as it is. @throws understudy.finding.Problem ClusterUnknown, RouteUnknown */
    void remove(String cluster, String name, Actor actor);
}
