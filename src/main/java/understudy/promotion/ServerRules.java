package understudy.promotion;

import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.mysql.Version;

/** What can be said of the two servers' settings, versions, disks and clocks. */
final class ServerRules {

    private static final long FEW_BYTES = 1L << 30;
    private static final long SKEW_MILLIS = 2_000;

    private ServerRules() {
    }

    static List<Rule> all() {
        return List.of(ServerRules::settingsUnknown, ServerRules::binlogOff, ServerRules::replicaUpdatesNotLogged,
                ServerRules::gtidOff, ServerRules::notRowFormat, ServerRules::candidateOlder, ServerRules::candidateNewer,
                ServerRules::diskLow, ServerRules::clocksDiffer);
    }

    static Optional<Finding> settingsUnknown(Situation now) {
        return now.seenPair().stream().filter(host -> !host.settings().containsKey("log_bin")).findFirst()
                .map(host -> Finding.blocker("SettingsUnknown", host.name(),
                        "The settings of " + host.name() + " have not been read yet.", "Wait a few seconds."));
    }

    static Optional<Finding> binlogOff(Situation now) {
        return candidateWith(now, "log_bin", "OFF").map(candidate -> Finding.blocker("BinlogOff", candidate.name(),
                candidate.name() + " keeps no binary log, so nobody could follow it.",
                "Set log_bin in its option file and restart it."));
    }

    static Optional<Finding> replicaUpdatesNotLogged(Situation now) {
        return candidateWith(now, "log_replica_updates", "OFF")
                .map(candidate -> Finding.blocker("ReplicaUpdatesNotLogged", candidate.name(),
                        candidate.name() + " doesn't log what it replicates, so the others couldn't follow it.",
                        "Set log_replica_updates=ON in its option file and restart it."));
    }

    private static Optional<HostState> candidateWith(Situation now, String setting, String value) {
        return now.seenCandidate().filter(candidate -> Situation.setting(candidate, setting).equalsIgnoreCase(value));
    }

    static Optional<Finding> gtidOff(Situation now) {
        return now.seenPair().stream()
                .filter(host -> host.settings().containsKey("gtid_mode") && !Situation.setting(host, "gtid_mode").equals("ON"))
                .findFirst()
                .map(host -> Finding.blocker("GtidOff", host.name(),
                        "gtid_mode is " + Situation.setting(host, "gtid_mode") + " on " + host.name() + ".",
                        "Switch GTIDs on for both servers; without them it can't be proven that nothing is lost."));
    }

    static Optional<Finding> notRowFormat(Situation now) {
        return now.seenPair().stream()
                .filter(host -> host.settings().containsKey("binlog_format")
                        && !Situation.setting(host, "binlog_format").equals("ROW"))
                .findFirst()
                .map(host -> Finding.warning("NotRowFormat", host.name(),
                        "binlog_format is " + Situation.setting(host, "binlog_format") + " on " + host.name() + ".",
                        "Set binlog_format=ROW: statements can give other rows on a replica."));
    }

    static Optional<Finding> candidateOlder(Situation now) {
        return series(now, true).map(candidate -> Finding.warning("CandidateOlder", candidate.name(),
                candidate.name() + " runs an older server series (" + candidate.version() + ") than the source.",
                "Upgrade it first: a replica must not be older than its source."));
    }

    static Optional<Finding> candidateNewer(Situation now) {
        return series(now, false).map(candidate -> Finding.warning("CandidateNewer", candidate.name(),
                candidate.name() + " runs a newer server series (" + candidate.version() + ") than the source, "
                        + "which may not be able to follow it afterwards.",
                "Upgrade the old source after the switchover."));
    }

    private static Optional<HostState> series(Situation now, boolean older) {
        return now.seenCandidate().filter(candidate -> {
            String mine = candidate.version();
            String sources = now.seenSource().map(HostState::version).orElse(null);
            return mine != null && sources != null
                    && (older ? compare(mine, sources) < 0 : compare(mine, sources) > 0);
        });
    }

    private static int compare(String mine, String others) {
        Version a = Version.of(mine);
        Version b = Version.of(others);
        return Integer.compare(a.major() * 1_000 + a.minor(), b.major() * 1_000 + b.minor());
    }

    static Optional<Finding> diskLow(Situation now) {
        return now.seenCandidate().filter(candidate -> {
            Long free = candidate.freeBytes();
            return free != null && free < FEW_BYTES;
        }).map(candidate -> Finding.warning("DiskLow", candidate.name(),
                candidate.name() + " has less than 1 GiB free where its data lies.",
                "Make room: a source with a full disk takes no commits."));
    }

    static Optional<Finding> clocksDiffer(Situation now) {
        List<Long> skews = now.seenPair().stream().map(HostState::clockSkewMillis).filter(skew -> skew != null).toList();
        if (skews.size() < 2 || Math.abs(skews.get(0) - skews.get(1)) <= SKEW_MILLIS) {
            return Optional.empty();
        }
        return Optional.of(Finding.warning("ClocksDiffer", now.candidate(),
                "The clocks of the two servers differ by " + Math.abs(skews.get(0) - skews.get(1)) + " ms.",
                "Synchronise them (NTP): NOW() jumps for the application when it changes servers."));
    }
}
