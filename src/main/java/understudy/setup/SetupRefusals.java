package understudy.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.mysql.Version;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/** What forbids to make a replica of a host. Pure; each reason is a small predicate with its finding. */
final class SetupRefusals {

    private static final List<Function<Pair, @Nullable Finding>> REASONS = List.of(
            SetupRefusals::sameServer, SetupRefusals::otherFlavour, SetupRefusals::older, SetupRefusals::sourceNotSeen,
            SetupRefusals::replicaNotSeen, SetupRefusals::followsAnother, SetupRefusals::tooSmall);

    private SetupRefusals() {
    }

    static List<Finding> of(Pair pair) {
        List<Finding> enrolment = new ArrayList<>();
        for (Host host : List.of(pair.source(), pair.replica())) {
            if (!host.enrolled()) {
                enrolment.add(Finding.blocker("HostNotEnrolled", host.name(), "The panel doesn't know the server on " + host.name()
                        + " yet.", "Enrol the host first.").fixedBy("enrol-host"));
            }
        }
        if (!enrolment.isEmpty()) {
            return enrolment;
        }
        List<Finding> found = new ArrayList<>();
        for (Function<Pair, @Nullable Finding> reason : REASONS) {
            Finding finding = reason.apply(pair);
            if (finding != null) {
                found.add(finding);
            }
        }
        return found;
    }

    private static @Nullable Finding sameServer(Pair pair) {
        boolean same = pair.source().replicationAddress().equals(pair.replica().replicationAddress())
                && pair.source().mysqlPort() == pair.replica().mysqlPort();
        return same ? Finding.blocker("SameServer", pair.replica().name(), pair.source().name() + " and " + pair.replica().name()
                + " have the same address: " + pair.source().replicationAddress() + ".", "Correct the address of one of them.") : null;
    }

    private static @Nullable Finding otherFlavour(Pair pair) {
        String source = facts(pair.source()).flavour();
        String replica = facts(pair.replica()).flavour();
        return source.equals(replica) ? null : Finding.blocker("FlavoursDiffer", pair.replica().name(),
                pair.source().name() + " is a " + source + " server and " + pair.replica().name() + " a " + replica + " server.",
                "Use the same kind of server on both.");
    }

    private static @Nullable Finding older(Pair pair) {
        Version source = Version.of(facts(pair.source()).version());
        Version replica = Version.of(facts(pair.replica()).version());
        return replica.compareTo(source) >= 0 ? null : Finding.blocker("ReplicaOlder", pair.replica().name(),
                pair.replica().name() + " runs version " + replica + ", older than " + pair.source().name() + " with " + source
                        + "; it may not understand what its source sends.",
                "Bring " + pair.replica().name() + " to version " + source + " or newer.");
    }

    private static @Nullable Finding sourceNotSeen(Pair pair) {
        return notSeen("SourceUnreachable", pair.source(), pair.sourceState());
    }

    private static @Nullable Finding replicaNotSeen(Pair pair) {
        return notSeen("ReplicaUnreachable", pair.replica(), pair.replicaState());
    }

    /** A host that nobody has looked at yet isn't refused: the steps will see. */
    private static @Nullable Finding notSeen(String code, Host host, @Nullable HostState state) {
        if (state == null || state.lookedAt() == null || state.reachable()) {
            return null;
        }
        Finding problem = state.problem();
        return Finding.blocker(code, host.name(), "The server on " + host.name() + " doesn't answer"
                + (problem == null ? "." : ": " + problem.message()),
                problem == null ? "Start it, or mend the way to it." : problem.hint());
    }

    private static @Nullable Finding followsAnother(Pair pair) {
        String following = pair.following().orElse(pair.source().name());
        return following.equals(pair.source().name()) ? null : Finding.blocker("FollowsAnotherSource", pair.replica().name(),
                pair.replica().name() + " follows " + following + ", not " + pair.source().name() + ".",
                "Detach it from that source first, if it isn't needed there.");
    }

    private static @Nullable Finding tooSmall(Pair pair) {
        long data = total(pair.source());
        HostState state = pair.replicaState();
        Long seen = state == null ? null : state.freeBytes();
        long room = (seen == null ? facts(pair.replica()).freeBytes() : seen) + total(pair.replica());
        if (pair.follows() || room >= data + data / 5) {
            return null;
        }
        return Finding.blocker("DiskTooSmall", pair.replica().name(), "The databases of " + pair.source().name() + " take "
                + data / 1_000_000 + " MB, and " + pair.replica().name() + " has room for " + room / 1_000_000 + " MB.",
                "Make room on " + pair.replica().name() + ", or give it a larger disk.");
    }

    private static long total(Host host) {
        return Pair.databases(host).values().stream().mapToLong(Long::longValue).sum();
    }

    private static HostFacts facts(Host host) {
        HostFacts facts = host.facts();
        if (facts == null) {
            throw new IllegalStateException(host.name() + " isn't enrolled");
        }
        return facts;
    }
}
