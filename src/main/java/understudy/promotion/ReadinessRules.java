package understudy.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.finding.Severity;

/** All rules together. Pure: a situation in, findings out. */
final class ReadinessRules {

    /** What a switchover costs the writers where none was measured yet. */
    private static final long USUAL_OUTAGE_MILLIS = 15;

    private static final List<Rule> ALL = Stream.of(
            SourceRules.all(), CandidateRules.all(), ServerRules.all(), SemiSyncRules.all(),
            ClusterRules.all()).flatMap(List::stream).toList();

    private ReadinessRules() {
    }

    /** @param measuredOutages of the cluster's earlier switchovers, in milliseconds */
    static Readiness readiness(Situation now, List<Long> measuredOutages) {
        return new Readiness(now.cluster().name(), now.candidate(), findings(now), predicted(measuredOutages),
                measuredOutages.size());
    }

    static List<Finding> findings(Situation now) {
        return ALL.stream().map(rule -> rule.check(now)).flatMap(Optional::stream)
                .sorted(Comparator.comparing(Finding::severity, Comparator.<Severity>reverseOrder())).toList();
    }

    private static long predicted(List<Long> measured) {
        return measured.isEmpty() ? USUAL_OUTAGE_MILLIS : measured.stream().sorted().toList().get(measured.size() / 2);
    }
}
