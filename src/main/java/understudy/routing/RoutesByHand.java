package understudy.routing;

import java.util.List;
import org.springframework.stereotype.Component;

/** What a person types to lead everybody to another server while there is no panel. Asks no host. */
@Component
public class RoutesByHand {

    private final Routes routes;
    private final Legs legs;

    RoutesByHand(Routes routes, Legs legs) {
        this.routes = routes;
        this.legs = legs;
    }

    /**
     * One thing that has to be led.
     *
     * @param title what it is, such as {@code the application on uranus}
     * @param how what there is to know before, in whole sentences; or empty
     * @param commands in their order
     */
    public record Lead(String title, String how, List<HandCommand> commands) {
    }

    /** Everything that has to be led from one member to another, in the order of the cluster's routes; empty where it has none. */
    public List<Lead> leads(String cluster, String from, String to) {
        return legs.of(new RouteMove(cluster, from, to, routes.of(cluster))).stream()
                .map(leg -> new Lead(leg.title(), leg.withoutPanel(), leg.commands())).toList();
    }
}
