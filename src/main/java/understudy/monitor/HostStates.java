package understudy.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import understudy.finding.Finding;
import understudy.mysql.ReplicaStatus;
import understudy.topology.Host;
import understudy.topology.Member;

/** Turns the latest sighting of a host into what is shown of it. Pure; what a failed look can't know is null. */
final class HostStates {

    private final List<Host> hosts;
    private final Function<String, @Nullable Sighting> sightings;

    HostStates(List<Host> hosts, Function<String, @Nullable Sighting> sightings) {
        this.hosts = hosts;
        this.sightings = sightings;
    }

    HostState of(String host, Member.Role role, Gap gap, @Nullable Long lagMillis) {
        return switch (sightings.apply(host)) {
            case null -> never(host, role);
            case Sighting.Seen seen -> seen(seen, role, gap, lagMillis);
            case Sighting.NotSeen notSeen -> notSeen(notSeen, role);
        };
    }

    private HostState seen(Sighting.Seen seen, Member.Role role, Gap gap, @Nullable Long lagMillis) {
        Look look = seen.look();
        return new HostState(seen.host(), role, true, true, look.writable(), look.version(), look.serverUuid(),
                look.gtidExecuted().toString(), look.position(), replication(look.replica(), gap, lagMillis), look.settings(),
                look.longestTransactionMillis(), look.commitsPerSecond(), look.freeBytes(),
                Duration.ofNanos(look.skewMicros() * 1_000).toMillis(), null, look.seenAt(), look.seenAt());
    }

    private static HostState notSeen(Sighting.NotSeen sighting, Member.Role role) {
        Look last = sighting.lastLook();
        return new HostState(sighting.host(), role, false, sighting.sshReachable(), null, last == null ? null : last.version(),
                last == null ? null : last.serverUuid(), last == null ? null : last.gtidExecuted().toString(), null, null,
                last == null ? Map.of() : last.settings(), null, null, null, null, sighting.cause(),
                last == null ? null : last.seenAt(), sighting.at());
    }

    private static HostState never(String host, Member.Role role) {
        return new HostState(host, role, false, false, null, null, null, null, null, null, Map.of(), null, null, null, null,
                Finding.info("NotLookedAtYet", host, host + " has not been looked at yet"), null, null);
    }

    private HostState.@Nullable Replication replication(@Nullable ReplicaStatus status, Gap gap, @Nullable Long lagMillis) {
        if (status == null) {
            return null;
        }
        var failed = status.applier().errorNumber() != 0 ? status.applier() : status.receiver();
        boolean running = status.receiver().running() && status.applier().running();
        return new HostState.Replication(
                nameOf(status), status.receiver().running(), status.applier().running(),
                running ? lagOr(lagMillis, status) : null, gap.behind(), gap.errant(),
                failed.errorNumber() == 0 ? null : failed.errorText(), failed.errorNumber(), status.raw());
    }

    /** The heartbeat's word; without one the server's own whole seconds. */
    private static @Nullable Long lagOr(@Nullable Long lagMillis, ReplicaStatus status) {
        Long seconds = status.secondsBehind();
        return lagMillis != null ? lagMillis : seconds == null ? null : Long.valueOf(seconds * 1_000);
    }

    /** The host that a channel follows: by the server's UUID, else by its address; else the address itself. */
    private String nameOf(ReplicaStatus status) {
        Optional<String> byUuid = hosts.stream().map(Host::name).filter(name -> {
            Sighting sighting = sightings.apply(name);
            Look look = sighting == null ? null : sighting.lastLook();
            return look != null && look.serverUuid().equals(status.sourceUuid());
        }).findFirst();
        return byUuid.or(() -> hosts.stream()
                        .filter(host -> status.sourceHost().equals(host.replicationAddress())
                                || status.sourceHost().equals(host.address()))
                        .map(Host::name).findFirst())
                .orElse(status.sourceHost());
    }
}
