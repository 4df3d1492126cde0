package understudy.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Member;

/** Which replica should take over: the one with the least against it, and of equals the one that is least behind. Pure. */
final class CandidateChoice {

    private CandidateChoice() {
    }

    /**
     * A replica as a candidate.
     *
     * @param blockers how many findings forbid it
     * @param warnings how many findings speak against it
     * @param behind transactions that it lacks; the largest number when unknown
     * @param lagMillis how late it is; the largest number when unknown
     */
    record Ranked(String host, long blockers, long warnings, long behind, long lagMillis) {
    }

    /** All replicas, the best first; the declared order decides between equals. */
    static List<Ranked> ranked(Situation now) {
        return now.cluster().hosts(Member.Role.REPLICA).stream()
                .map(host -> rank(now.with(host), host))
                .sorted(Comparator.comparingLong(Ranked::blockers).thenComparingLong(Ranked::warnings)
                        .thenComparingLong(Ranked::behind).thenComparingLong(Ranked::lagMillis))
                .toList();
    }

    static Optional<String> best(Situation now) {
        return ranked(now).stream().findFirst().map(Ranked::host);
    }

    private static Ranked rank(Situation now, String host) {
        List<Finding> findings = ReadinessRules.findings(now);
        Optional<HostState.Replication> channel = now.channel();
        long blockers = findings.stream().filter(Finding::blocks).count();
        return new Ranked(host, blockers, findings.size() - blockers,
                channel.map(HostState.Replication::behind).orElse(Long.MAX_VALUE),
                channel.map(HostState.Replication::lagMillis).orElse(Long.MAX_VALUE));
    }
}
