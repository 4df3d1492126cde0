package understudy.web.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.topology.Policy;
import understudy.web.Amounts;
import understudy.web.FindingView;
import understudy.web.OperationBrief;
import understudy.web.When;

/**
 * The page of a cluster.
 *
 * @param diagnosis what is the matter with the source, or null
 * @param failover whether a failover is offered in place of a planned change
 * @param errors what is wrong with hosts, explained
 * @param old whether the newest look is too long ago to be believed
 * @param seen when that look was
 * @param running what is being done, or null
 */
record ClusterView(
        String name, List<String> databases, HealthView health, List<NodeView> tree, List<HostCardView> hosts, PromotionOffer offer,
        @Nullable DiagnosisView diagnosis, boolean failover, List<FindingView> errors, @Nullable OperationBrief running, List<StoryView> story, LagView lag, Policy policy, boolean old,
        When seen) {

    /** Up to which lag a replica counts as ready, in words. */
    public String mostLag() {
        return Amounts.lag(policy.maxLagMillis());
    }
}
