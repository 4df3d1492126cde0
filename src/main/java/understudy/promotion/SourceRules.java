package understudy.promotion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.monitor.Verdict;

/** What can be said against a switchover on the side of the source. Each rule is one predicate. */
final class SourceRules {

    private static final long LONG_TRANSACTION_MILLIS = 1_000;

    private SourceRules() {
    }

    static List<Rule> all() {
        return List.of(SourceRules::undeclared, SourceRules::unseen, SourceRules::stale, SourceRules::closed,
                SourceRules::writesWait, SourceRules::followsAnother, SourceRules::longTransaction);
    }

    static Optional<Finding> undeclared(Situation now) {
        return now.cluster().source().isPresent() ? Optional.empty() : Optional.of(Finding.blocker("SourceUndeclared", null,
                now.cluster().name() + " has no declared source.", "Set up a replica first, or adopt the running replication."));
    }

    static Optional<Finding> unseen(Situation now) {
        return now.cluster().source().filter(source -> now.seenSource().isEmpty())
                .map(source -> Finding.blocker("SourceNotSeen", source, "The source " + source + " can't be seen.",
                        "A switchover needs both servers. Bring " + source + " back, or fail over if it is dead."));
    }

    static Optional<Finding> stale(Situation now) {
        return now.seenPair().stream().filter(host -> isStale(host, now)).findFirst()
                .map(host -> Finding.blocker("LookTooOld", host.name(),
                        "The last look at " + host.name() + " is older than " + Situation.STALE.toSeconds() + " s.",
                        "Wait for the next look; if none comes, restart the panel."));
    }

    private static boolean isStale(HostState host, Situation now) {
        var seenAt = host.seenAt();
        return seenAt == null || seenAt.isBefore(now.now().minus(Situation.STALE));
    }

    static Optional<Finding> closed(Situation now) {
        return now.seenSource().filter(source -> Boolean.FALSE.equals(source.writable()))
                .map(source -> Finding.blocker("SourceClosed", source.name(),
                        "The source " + source.name() + " refuses writes already.",
                        "Find out who closed it. To open it, run on " + source.name() + ": sudo mysql -e \"SET GLOBAL read_only=OFF\""));
    }

    /** A switchover lets running writes end first; these wouldn't. */
    static Optional<Finding> writesWait(Situation now) {
        Verdict verdict = now.state().diagnosis().verdict();
        return now.seenSource().filter(source -> verdict.writesWait())
                .map(source -> Finding.blocker("SourceWritesWait", source.name(), "The source " + source.name()
                                + " answers questions, but no write ends there" + (verdict == Verdict.DISK_FULL ? ": its disk is full." : "."),
                        (verdict == Verdict.DISK_FULL ? "Free some space on " + source.name() + ", and its writes go on."
                                : "Look for what holds its writes: a lock, a replica that doesn't acknowledge, or a stalled disk.")
                                + " A switchover would hang as they do; if this can't be mended now, fail over."));
    }

    static Optional<Finding> followsAnother(Situation now) {
        return now.seenSource().filter(source -> source.replication() != null)
                .map(source -> Finding.blocker("SourceFollowsAnother", source.name(),
                        "The source " + source.name() + " is itself set to follow a server.",
                        "Stop that and forget it (STOP REPLICA; RESET REPLICA ALL), if it is left over."));
    }

    static Optional<Finding> longTransaction(Situation now) {
        return now.seenSource().filter(source -> longest(source) > LONG_TRANSACTION_MILLIS)
                .map(source -> Finding.warning("LongTransaction", source.name(),
                        "A transaction that writes has been open for " + longest(source) / 1_000 + " s on " + source.name() + ".",
                        "It gets the grace time; if it is still open then, it is ended and rolled back. Better wait for it.")
                        .with(Map.of("openMillis", Long.toString(longest(source)))));
    }

    private static long longest(HostState source) {
        Long millis = source.longestTransactionMillis();
        return millis == null ? 0 : millis;
    }
}
