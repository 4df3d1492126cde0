package understudy.promotion;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import understudy.finding.Finding;
import understudy.monitor.HostState;
import understudy.topology.Member;

/** What forbids to bring a host back as a replica. Pure; each reason is one predicate with its finding. */
final class RejoinRefusals {

    private static final List<BiFunction<RejoinScene, String, Optional<Finding>>> OF_HOST = List.of(
            RejoinRefusals::noMember, RejoinRefusals::isSource, RejoinRefusals::neverSetUp, RejoinRefusals::outOfReach,
            RejoinRefusals::inUse);

    private RejoinRefusals() {
    }

    /** Those against the cluster as it is and against this host; empty when there are none. */
    static List<Finding> of(RejoinScene scene, String host) {
        return Stream.concat(source(scene).stream(), OF_HOST.stream().map(reason -> reason.apply(scene, host)).flatMap(Optional::stream))
                .toList();
    }

    static Finding noHost(RejoinScene scene) {
        List<String> detached = scene.cluster().hosts(Member.Role.DETACHED);
        return Finding.blocker("HostMissing", null, detached.isEmpty() ? "No host was named, and none of " + scene.cluster().name()
                + " is out of replication." : "No host was named, and several are out of replication: " + String.join(", ", detached) + ".",
                "Name the host that is to come back.");
    }

    /** A host can only follow a source that is there; closing the last server that takes writes would help nobody. */
    private static Optional<Finding> source(RejoinScene scene) {
        Optional<String> source = scene.cluster().source();
        if (source.isEmpty()) {
            return Optional.of(Finding.blocker("SourceUndeclared", null, scene.cluster().name() + " has no declared source.",
                    "Declare which host takes the writes first."));
        }
        Optional<HostState> seen = scene.seen(source.get()).filter(HostState::reachable);
        if (seen.isEmpty()) {
            return Optional.of(Finding.blocker("SourceNotSeen", source.get(), "The source " + source.get() + " can't be seen.",
                    "Bring it back first, or fail over; a host can only follow a source that runs."));
        }
        return Boolean.TRUE.equals(seen.get().writable()) ? Optional.empty()
                : Optional.of(Finding.blocker("SourceClosed", source.get(), "The source " + source.get() + " refuses writes.",
                        "Find out why before another server is closed and made to follow it."));
    }

    private static Optional<Finding> noMember(RejoinScene scene, String host) {
        return scene.cluster().member(host).isPresent() ? Optional.empty() : Optional.of(Finding.blocker("NotAMember", host,
                host + " is no member of " + scene.cluster().name() + ".", "Set it up as a replica instead."));
    }

    private static Optional<Finding> isSource(RejoinScene scene, String host) {
        return scene.cluster().source().filter(host::equals).map(source -> Finding.blocker("HostIsSource", host,
                host + " is the source of " + scene.cluster().name() + "; it can't follow itself.", "Name another host."));
    }

    private static Optional<Finding> neverSetUp(RejoinScene scene, String host) {
        return scene.cluster().member(host).filter(member -> member.role() == Member.Role.UNCONFIGURED)
                .map(member -> Finding.blocker("NeverSetUp", host, host + " was never a replica, so there is nothing to go back to.",
                        "Set it up as a replica."));
    }

    private static Optional<Finding> outOfReach(RejoinScene scene, String host) {
        return scene.seen(host).filter(seen -> seen.lookedAt() != null && !seen.reachable() && !seen.sshReachable())
                .map(seen -> Finding.blocker("HostUnreachable", host, "The host " + host + " can't be reached"
                        + (seen.problem() == null ? "." : ": " + seen.problem().message()), "Bring the machine back first."));
    }

    /** Two halves of a cluster, each with its own writer and its own followers: which one is right is not for the panel to say. */
    private static Optional<Finding> inUse(RejoinScene scene, String host) {
        List<String> followers = scene.followersOf(host).stream().filter(follower -> !follower.equals(host)).toList();
        return followers.isEmpty() || !scene.writable(host) ? Optional.empty() : Optional.of(Finding.blocker("HostInUse", host,
                host + " takes writes, and " + String.join(", ", followers) + " follow(s) it.",
                "Make sure that nobody needs what is written there, close it, and let its followers follow the source first."));
    }
}
