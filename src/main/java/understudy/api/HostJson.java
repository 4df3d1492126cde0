package understudy.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/** A host in the contract's form; what is sealed stays out. */
record HostJson(
        String name,
        String address,
        int sshPort,
        String sshUser,
        int mysqlPort,
        @Nullable String mysqlSocket,
        String replicationAddress,
        KeyJson hostKey,
        boolean enrolled,
        @Nullable String cluster,
        @Nullable FactsJson facts,
        @Nullable HostStateJson state,
        @Nullable ApplicationJson application,
        Instant addedAt) {

    static HostJson of(Host host, @Nullable Cluster cluster, @Nullable HostState state,
            @Nullable ApplicationJson application) {
        HostFacts facts = host.facts();
        return new HostJson(host.name(), host.address(), host.sshPort(), host.sshUser(), host.mysqlPort(), host.mysqlSocket(),
                host.replicationAddress(), KeyJson.of(host), host.enrolled(), cluster == null ? null : cluster.name(),
                facts == null ? null : FactsJson.of(facts), state == null ? null : HostStateJson.of(state), application,
                host.addedAt());
    }

    /** The key by which it proves itself. */
    record KeyJson(String algorithm, String fingerprint, State state) {

        /** Whether the admin has compared it. */
        enum State { OFFERED, TRUSTED }

        static KeyJson of(Host host) {
            return new KeyJson(host.hostKeyAlgorithm(), host.hostKeyFingerprint(),
                    host.hostKeyTrusted() ? State.TRUSTED : State.OFFERED);
        }
    }

    /** What enrolment found. */
    record FactsJson(
            String os,
            String flavour,
            String version,
            long serverId,
            String serverUuid,
            String bindAddress,
            boolean logBin,
            String gtidMode,
            String socket,
            String dataDir,
            String serviceName,
            boolean supervised,
            List<String> optionFiles,
            List<DatabaseJson> databases,
            long freeBytes,
            Map<String, String> tools,
            HostFacts.@Nullable Secondhand secondhand,
            Instant readAt) {

        static FactsJson of(HostFacts facts) {
            List<DatabaseJson> databases = facts.databases().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> new DatabaseJson(entry.getKey(), entry.getValue())).toList();
            return new FactsJson(facts.os(), facts.flavour(), facts.version(), facts.serverId(), facts.serverUuid(),
                    facts.bindAddress(), facts.logBin(), facts.gtidMode(), facts.socket(), facts.dataDir(), facts.serviceName(),
                    facts.supervised(), facts.optionFiles(), databases, facts.freeBytes(), facts.tools(), facts.secondhand(),
                    facts.readAt());
        }
    }

    /** A database and its size. */
    record DatabaseJson(String name, long sizeBytes) {
    }
}
