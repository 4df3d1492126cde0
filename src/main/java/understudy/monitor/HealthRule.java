package understudy.monitor;

import java.util.List;
import java.util.Optional;
import understudy.topology.Member;

/** A cluster's health from what was seen of its members. Pure. */
final class HealthRule {

    private HealthRule() {
    }

    /** A source that answers while no write ends isn't healthy, however well its replicas follow. */
    static Health of(List<HostState> hosts, Verdict verdict) {
        Health health = of(hosts);
        return health == Health.HEALTHY && verdict.writesWait() ? Health.DEGRADED : health;
    }

    static Health of(List<HostState> hosts) {
        Optional<HostState> declared = hosts.stream().filter(host -> host.role() == Member.Role.SOURCE).findFirst();
        if (hosts.stream().allMatch(host -> host.role() == Member.Role.SOURCE || host.role() == Member.Role.UNCONFIGURED)) {
            return Health.UNCONFIGURED;
        }
        if (declared.isEmpty()) {
            return Health.NO_SOURCE;
        }
        HostState source = declared.get();
        if (!source.reachable()) {
            return source.lookedAt() == null ? Health.DEGRADED : Health.SOURCE_DOWN;
        }
        if (hosts.stream().noneMatch(HealthRule::takesWrites)) {
            return Health.NO_SOURCE;
        }
        boolean onlyWriter = takesWrites(source) && !splitBrain(hosts);
        boolean allPlay = hosts.stream().allMatch(host -> playsItsPart(host, source.name()));
        boolean covered = hosts.stream().anyMatch(host -> host.role() == Member.Role.REPLICA);
        return onlyWriter && allPlay && covered ? Health.HEALTHY : Health.DEGRADED;
    }

    /** Two servers of one cluster that take writes at the same time; one that was never set up doesn't count. */
    static boolean splitBrain(List<HostState> hosts) {
        return hosts.stream()
                .filter(host -> host.role() != Member.Role.UNCONFIGURED)
                .filter(HealthRule::takesWrites)
                .count() > 1;
    }

    /** Whether a replica's receiver and applier both run. */
    static boolean follows(HostState host) {
        HostState.Replication replication = host.replication();
        return host.reachable() && replication != null && replication.ioRunning() && replication.sqlRunning();
    }

    private static boolean playsItsPart(HostState host, String source) {
        return switch (host.role()) {
            case SOURCE, DETACHED -> true;
            case REPLICA -> host.replication() != null && host.replication().sourceHost().equals(source) && follows(host);
            case UNUSABLE, UNCONFIGURED -> false;
        };
    }

    private static boolean takesWrites(HostState host) {
        return Boolean.TRUE.equals(host.writable());
    }
}
