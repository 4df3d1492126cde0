package understudy.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.mysql.Version;
import understudy.topology.Member;

/**
 * Which replica should take over from a dead source: of those that nothing forbids and that execute what they receive the one that
 * has received most, then the oldest server series, because the others must be able to follow it, then the declared order. One
 * whose applier stands at an error comes last, whatever it has received: it can't execute that, and another gets it from there. Pure.
 */
final class FailoverChoice {

    private FailoverChoice() {
    }

    private record Ranked(String host, boolean forbidden, boolean broken, long missing, int series, int warnings) {
    }

    static Optional<String> best(Situation now, Map<String, Long> lagThen) {
        return now.cluster().hosts(Member.Role.REPLICA).stream().map(host -> rank(now.with(host), host, lagThen))
                .min(Comparator.comparing(Ranked::forbidden).thenComparing(Ranked::broken).thenComparingLong(Ranked::missing).thenComparingInt(Ranked::series)
                        .thenComparingInt(Ranked::warnings))
                .map(Ranked::host);
    }

    private static Ranked rank(Situation now, String host, Map<String, Long> lagThen) {
        List<Finding> findings = FailoverRules.findings(now, lagThen);
        Optional<HostState> seen = now.seenCandidate();
        boolean forbidden = findings.stream().anyMatch(finding -> finding.blocks() && host.equals(finding.host()));
        return new Ranked(host, forbidden, seen.map(HostState::replication).filter(Held::stuck).isPresent(), seen.map(state -> lacking(now, state)).orElse(Long.MAX_VALUE),
                seen.map(HostState::version).map(FailoverChoice::series).orElse(Integer.MAX_VALUE), findings.size());
    }

    /** What the members together hold and this one doesn't. */
    private static long lacking(Situation now, HostState candidate) {
        return now.state().hosts().stream().filter(host -> host.role() == Member.Role.REPLICA && host.reachable())
                .map(Held::received).reduce(Held.atSource(now), (all, one) -> all.union(one)).minus(Held.received(candidate)).count();
    }

    private static int series(String text) {
        Version version = Version.of(text);
        return version.major() * 1_000 + version.minor();
    }
}
