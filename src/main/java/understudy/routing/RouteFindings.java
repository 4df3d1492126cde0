package understudy.routing;

import java.util.List;
import understudy.finding.Finding;

/** What is not in order with the routes of a cluster, as it was last seen. Asks nobody. */
public interface RouteFindings {

    /** Warnings: a route that leads elsewhere, can't be switched, or can't be seen. */
    List<Finding> of(String cluster);
}
