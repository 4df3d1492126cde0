package understudy.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;

/** What is not in order with the routes of a cluster, as it was last seen. Asks nobody. */
public interface RouteFindings {

    /** In the evidence of a finding: how the files would have to change, in unified form and with no secret in it. */
    String CHANGE = "change";

    /** Warnings: a route that leads elsewhere, can't be switched, can't be seen, or wasn't looked at yet. Good to know: that there is none. */
    List<Finding> of(String cluster);

    /** The same with what would be wrong once this replica is the source. @param candidate or null for none */
    default List<Finding> of(String cluster, @Nullable String candidate) {
        return of(cluster);
    }
}
