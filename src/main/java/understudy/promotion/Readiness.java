package understudy.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.finding.Severity;

/**
 * Would a switchover to the candidate succeed right now, and if not, why not.
 *
 * @param cluster whose
 * @param candidate the replica in question, or null when there is none
 * @param findings what stands in the way, is at risk or is good to know; blockers first
 * @param predictedOutageMillis how long writers would wait: the median of the cluster's measured switchovers, else the usual
 * @param measuredSwitchovers how many the prediction rests on
 */
public record Readiness(
        String cluster,
        @Nullable String candidate,
        List<Finding> findings,
        long predictedOutageMillis,
        int measuredSwitchovers) {

    public Readiness {
        findings = List.copyOf(findings);
    }

    /** Green: nothing to say against it. Amber: it works, but read the warnings. Red: it would be refused. */
    public enum Level { GREEN, AMBER, RED }

    public boolean ready() {
        return level() != Level.RED;
    }

    public Level level() {
        if (findings.stream().anyMatch(Finding::blocks)) {
            return Level.RED;
        }
        return findings.stream().anyMatch(found -> found.severity() == Severity.WARNING) ? Level.AMBER : Level.GREEN;
    }

    /** With what was found beside it; warnings, which come behind what forbids it. */
    Readiness with(List<Finding> further) {
        List<Finding> all = Stream.concat(findings.stream(), further.stream())
                .sorted(Comparator.comparing(Finding::severity, Comparator.<Severity>reverseOrder())).toList();
        return new Readiness(cluster, candidate, all, predictedOutageMillis, measuredSwitchovers);
    }

    /** Those that forbid it. */
    public List<Finding> blockers() {
        return findings.stream().filter(Finding::blocks).toList();
    }
}
