package understudy.promotion;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import understudy.finding.Explanation;
import understudy.finding.Finding;
import understudy.finding.ServerErrors;
import understudy.monitor.HostState;
import understudy.topology.Member;

/** What can be said against a candidate as it stands: its part, its threads, its lag, its transactions. */
final class CandidateRules {

    private CandidateRules() {
    }

    static List<Rule> all() {
        return List.of(CandidateRules::missing, CandidateRules::unknown, CandidateRules::notReplica, CandidateRules::unseen,
                CandidateRules::followsNobody, CandidateRules::followsAnother, CandidateRules::receiverStopped,
                CandidateRules::applierStopped, CandidateRules::late, CandidateRules::lagUnknown, CandidateRules::errant,
                CandidateRules::errantUnknown);
    }

    static Optional<Finding> missing(Situation now) {
        if (now.candidate() != null) {
            return Optional.empty();
        }
        String none = now.cluster().name() + " has no replica that could be promoted.";
        return Optional.of(now.cluster().hosts(Member.Role.DETACHED).stream().findFirst()
                .map(host -> Finding.blocker("NoCandidate", host, none, "Bring " + host + " back: what it lacks is fetched, nothing is thrown away."))
                .orElseGet(() -> Finding.blocker("NoCandidate", null, none, "Set up a replica first.")));
    }

    static Optional<Finding> unknown(Situation now) {
        String candidate = now.candidate();
        return candidate == null || now.cluster().member(candidate).isPresent() ? Optional.empty()
                : Optional.of(Finding.blocker("CandidateUnknown", candidate,
                        candidate + " is no member of " + now.cluster().name() + ".", "Name one of its replicas."));
    }

    static Optional<Finding> notReplica(Situation now) {
        return Optional.ofNullable(now.candidate()).flatMap(now.cluster()::member)
                .filter(member -> member.role() != Member.Role.REPLICA)
                .map(member -> Finding.blocker("CandidateNotReplica", member.host(),
                        member.host() + " is declared " + member.role() + ", not REPLICA.",
                        member.role() == Member.Role.SOURCE ? "It is the source already; name another host."
                                : "Set it up as a replica first."));
    }

    static Optional<Finding> unseen(Situation now) {
        return Optional.ofNullable(now.candidate()).filter(candidate -> now.seenCandidate().isEmpty())
                .map(candidate -> Finding.blocker("CandidateNotSeen", candidate, candidate + " can't be seen.",
                        "Mend its connection, or choose another candidate."));
    }

    static Optional<Finding> followsNobody(Situation now) {
        return now.seenCandidate().filter(candidate -> candidate.replication() == null)
                .map(candidate -> Finding.blocker("CandidateFollowsNobody", candidate.name(),
                        candidate.name() + " follows no source.", "Set it up as a replica again."));
    }

    static Optional<Finding> followsAnother(Situation now) {
        String source = now.cluster().source().orElse("");
        return now.channel().filter(channel -> !channel.sourceHost().equals(source))
                .map(channel -> Finding.blocker("CandidateFollowsAnother", now.candidate(),
                        now.candidate() + " follows " + channel.sourceHost() + ", not the declared source.",
                        "Let it follow " + source + ", or correct the declared roles."));
    }

    static Optional<Finding> receiverStopped(Situation now) {
        return now.channel().filter(channel -> !channel.ioRunning())
                .map(channel -> stopped("ReceiverStopped", now.candidate() + " doesn't receive from its source", now, channel));
    }

    static Optional<Finding> applierStopped(Situation now) {
        return now.channel().filter(channel -> !channel.sqlRunning())
                .map(channel -> stopped("ApplierStopped", now.candidate() + " doesn't execute what it received", now, channel));
    }

    /** With what the server's error means; without one somebody has stopped it, and it only has to be started. */
    private static Finding stopped(String code, String what, Situation now, HostState.Replication channel) {
        String said = Objects.requireNonNullElse(channel.lastError(), "");
        Explanation known = ServerErrors.ofReplication(channel.lastErrorNumber(), said).orElse(null);
        if (known == null) {
            return Finding.blocker(code, now.candidate(), what + (said.isEmpty() ? "." : ": " + said + "."),
                    "Mend the cause and start replication again.").fixedBy(Explanation.START_REPLICATION);
        }
        Finding finding = Finding.blocker(code, now.candidate(), what + " (error " + known.number() + "). " + known.meaning(), known.advice())
                .with(Map.of("the server says", said, "source", channel.sourceHost()));
        return known.fix() == null ? finding : finding.fixedBy(known.fix());
    }

    static Optional<Finding> late(Situation now) {
        long limit = now.cluster().policy().maxLagMillis();
        return now.channel().filter(channel -> lag(channel) > limit)
                .map(channel -> Finding.blocker("LagHigh", now.candidate(),
                        now.candidate() + " is " + seconds(lag(channel)) + " behind; the policy allows " + seconds(limit) + ".",
                        "Wait until it has caught up, or raise on the policy page how far a replica may be behind to be promoted (REST: maxLagMillis)."));
    }

    private static String seconds(long millis) {
        return millis < 10_000 ? millis / 100 / 10.0 + " s" : millis / 1000 + " s";
    }

    private static long lag(HostState.Replication channel) {
        Long millis = channel.lagMillis();
        return millis == null ? 0 : millis;
    }

    static Optional<Finding> lagUnknown(Situation now) {
        return now.channel().filter(channel -> channel.lagMillis() == null && channel.ioRunning() && channel.sqlRunning())
                .map(channel -> Finding.warning("LagUnknown", now.candidate(),
                        "How far " + now.candidate() + " is behind isn't known yet.",
                        "Wait for the next heartbeats; the switchover itself waits until it has caught up."));
    }

    static Optional<Finding> errant(Situation now) {
        return now.channel().filter(channel -> channel.errant() != null && !channel.errant().isEmpty())
                .map(channel -> Finding.blocker("ErrantTransactions", now.candidate(),
                        now.candidate() + " has transactions that its source never had: " + channel.errant() + ".",
                        "Look at them in its binary log and decide what they are worth, then copy the replica again."));
    }

    static Optional<Finding> errantUnknown(Situation now) {
        return now.channel().filter(channel -> channel.errant() == null)
                .map(channel -> Finding.warning("ErrantUnknown", now.candidate(),
                        "Whether " + now.candidate() + " has transactions of its own isn't known yet.",
                        "Wait for the next look at both servers; the switchover checks it again."));
    }
}
