package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.routing.Route;
import understudy.routing.Routes;
import understudy.topology.Clusters;

/** The ways by which clients find a cluster's source. */
@RestController
@RequestMapping("/api/v1/clusters/{cluster}/routes")
@Tag(name = "Clusters")
class RoutesApi {

    private static final long USUAL_MILLIS = 30_000;
    private static final int USUAL_PORT = 3306;

    private final Routes routes;
    private final Clusters clusters;

    RoutesApi(Routes routes, Clusters clusters) {
        this.routes = routes;
        this.clusters = clusters;
    }

    /** What a route can be. */
    enum Kind { DATABASE_YML, VIRTUAL_IP, LOAD_BALANCER, HOOK }

    /** A route; what its kind doesn't have is null. */
    record RouteJson(
            String name, Kind kind, @Nullable List<String> hosts, @Nullable String healthUrl, @Nullable String writeUrl,
            @Nullable String address, @Nullable Boolean keptOverRestart, @Nullable Integer port, @Nullable String program,
            @Nullable String host, @Nullable Long timeoutMillis) {

        static RouteJson of(Route route) {
            return switch (route) {
                case Route.DatabaseYmls files -> new RouteJson(files.name(), Kind.DATABASE_YML, files.hosts(), files.healthUrl(), files.writeUrl(),
                        null, null, null, null, null, null);
                case Route.VirtualIp moving -> new RouteJson(moving.name(), Kind.VIRTUAL_IP, null, null, null, moving.address(), moving.keptOverRestart(),
                        null, null, null, null);
                case Route.LoadBalancer balancer -> new RouteJson(balancer.name(), Kind.LOAD_BALANCER, balancer.hosts(), null, null, balancer.address(), null,
                        balancer.port(), null, null, null);
                case Route.Hook hook -> new RouteJson(hook.name(), Kind.HOOK, null, null, null, null, null, null, hook.program(), hook.host(), hook.timeoutMillis());
            };
        }
    }

    /** A route to be; its name is in the path. */
    record RouteWishJson(
            @Nullable Kind kind, @Nullable List<String> hosts, @Nullable String healthUrl, @Nullable String writeUrl,
            @Nullable String address, @Nullable Boolean keptOverRestart, @Nullable Integer port, @Nullable String program,
            @Nullable String host, @Nullable Long timeoutMillis) {

        Route route(String name) {
            return switch (Required.value("kind", kind)) {
                case DATABASE_YML -> new Route.DatabaseYmls(name, Required.otherwise(hosts, List.of()), healthUrl, writeUrl);
                case VIRTUAL_IP -> new Route.VirtualIp(name, Required.text("address", address), Boolean.TRUE.equals(keptOverRestart));
                case LOAD_BALANCER -> new Route.LoadBalancer(name, Required.text("address", address), Required.otherwise(port, USUAL_PORT),
                        Required.otherwise(hosts, List.of()));
                case HOOK -> new Route.Hook(name, Required.text("program", program), host, Required.otherwise(timeoutMillis, USUAL_MILLIS));
            };
        }
    }

    @GetMapping
    List<RouteJson> list(@PathVariable String cluster) {
        return routes.of(clusters.get(cluster).name()).stream().map(RouteJson::of).toList();
    }

    @PutMapping("/{name}")
    RouteJson put(@PathVariable String cluster, @PathVariable String name, @RequestBody RouteWishJson wish, Actor actor) {
        Route route = wish.route(name);
        routes.put(cluster, route, actor);
        return RouteJson.of(route);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String cluster, @PathVariable String name, Actor actor) {
        routes.remove(cluster, name, actor);
    }
}
