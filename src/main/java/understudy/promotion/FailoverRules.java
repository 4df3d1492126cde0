package understudy.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.finding.Severity;
import understudy.monitor.HostState;

/** What can be said against a failover to a candidate. Pure; each rule is one predicate. */
final class FailoverRules {

    private static final List<Rule> ALL = List.of(SourceRules::undeclared, FailoverRules::sourceAlive, CandidateRules::missing,
            CandidateRules::unknown, CandidateRules::notReplica, CandidateRules::unseen, CandidateRules::followsNobody,
            CandidateRules::followsAnother, FailoverRules::errant, ServerRules::settingsUnknown, ServerRules::binlogOff,
            ServerRules::replicaUpdatesNotLogged, FailoverRules::gtidOff, ClusterRules::otherWriter);

    private FailoverRules() {
    }

    /** @param lagThen how late each replica was when the source was last seen, in milliseconds */
    static List<Finding> findings(Situation now, Map<String, Long> lagThen) {
        return Stream.concat(ALL.stream().map(rule -> rule.check(now)), Stream.of(missedMuch(now, lagThen)))
                .flatMap(Optional::stream).sorted(Comparator.comparing(Finding::severity, Comparator.<Severity>reverseOrder()))
                .toList();
    }

    static Optional<Finding> sourceAlive(Situation now) {
        return now.seenSource().filter(source -> !writesWait(now)).map(source -> Finding.blocker("SourceAlive", source.name(), source.name() + " lives: its server "
                        + (Boolean.FALSE.equals(source.writable()) ? "answers, though it refuses writes." : "answers and takes writes."),
                Boolean.FALSE.equals(source.writable()) ? "Open it; nothing is lost. Run on " + source.name()
                        + ": sudo mysql -e \"SET GLOBAL read_only=OFF\""
                        : "Switch over instead: that loses nothing."));
    }

    /** A source that answers questions while no write ends serves nobody; whether that is so is proven again by the first step. */
    private static boolean writesWait(Situation now) {
        return now.state().diagnosis().verdict().writesWait();
    }

    /** A dead source can't be copied from: another candidate, or the break-glass sheet. */
    static Optional<Finding> errant(Situation now) {
        return CandidateRules.errant(now).map(found -> Finding.blocker(found.code(), found.host(), found.message(),
                "Choose another candidate. If there is none, read these transactions in its binary log; once you know that they may stay, "
                        + "promote it by hand with the break-glass sheet."));
    }

    static Optional<Finding> gtidOff(Situation now) {
        return now.seenCandidate()
                .filter(host -> host.settings().containsKey("gtid_mode") && !Situation.setting(host, "gtid_mode").equals("ON"))
                .map(host -> Finding.blocker("GtidOff", host.name(),
                        "gtid_mode is " + Situation.setting(host, "gtid_mode") + " on " + host.name() + ".",
                        "Without GTIDs the panel can't tell what would be lost. Promote it by hand with the break-glass sheet."));
    }

    /**
     * How late a candidate executes is no reason: what it has received is executed before it is opened. What it has not received
     * is lost, unless the source's host can still be read; a replica that was already late beyond the policy then lost too much.
     */
    private static Optional<Finding> missedMuch(Situation now, Map<String, Long> lagThen) {
        boolean readable = now.source().filter(HostState::sshReachable).isPresent();
        long limit = now.cluster().policy().maxLagMillis();
        return now.seenCandidate().filter(candidate -> !readable && lagThen.getOrDefault(candidate.name(), 0L) > limit)
                .filter(candidate -> !Held.missing(now, candidate).isEmpty())
                .map(candidate -> Finding.blocker("LagHigh", candidate.name(), candidate.name() + " was "
                                + lagThen.getOrDefault(candidate.name(), 0L) / 1_000 + " s behind when the source was last seen, and the policy allows "
                                + limit / 1_000 + " s: at least " + Held.missing(now, candidate).count() + " transactions would be lost.",
                        "Bring the source's host back, so that they can be fetched from it; or raise on the policy page how far a replica may be "
                                + "behind to be promoted (REST: maxLagMillis), if losing them is better than waiting."));
    }
}
