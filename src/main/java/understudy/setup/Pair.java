package understudy.setup;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.mysql.PanelPrivileges;
import understudy.topology.Cluster;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * What is known of a source and of the host that is to follow it: as declared, as enrolment found them, as last seen.
 *
 * @param cluster theirs
 * @param source the source
 * @param replica the replica to be
 * @param sourceState as last seen, or null
 * @param replicaState as last seen, or null
 * @param others the other hosts of the panel
 * @param silent the names of those among them that can't be seen now: they are left out of what can wait
 */
record Pair(Cluster cluster, Host source, Host replica, @Nullable HostState sourceState, @Nullable HostState replicaState,
        List<Host> others, Set<String> silent) {

    /** A running value: as last seen, else as enrolment found it. */
    static String value(Host host, @Nullable HostState state, String variable, String otherwise) {
        String seen = state == null ? null : state.settings().get(variable);
        if (seen != null) {
            return seen;
        }
        HostFacts facts = host.facts();
        if (facts == null) {
            return otherwise;
        }
        return switch (variable) {
            case "server_id" -> String.valueOf(facts.serverId());
            case "bind_address" -> facts.bindAddress();
            default -> otherwise;
        };
    }

    static Map<String, Long> databases(Host host) {
        HostFacts facts = host.facts();
        return facts == null ? Map.of() : facts.databases();
    }

    /** The cluster's hosts without this one, the replica to be among them. */
    List<Host> membersBut(Host host) {
        return Stream.concat(Stream.of(source, replica), others.stream().filter(other -> cluster.member(other.name()).isPresent()))
                .filter(member -> !member.name().equals(host.name())).toList();
    }

    /** The same without those that can't be seen now. */
    List<Host> seenBut(Host host) {
        return membersBut(host).stream().filter(member -> !silent.contains(member.name())).toList();
    }

    /** Whether the replica follows the source already, with nothing of its own. */
    boolean follows() {
        return following().filter(source.name()::equals).isPresent() && errant().orElse("").isEmpty();
    }

    /** The name or address of whom the replica follows. */
    Optional<String> following() {
        return replication().map(replication -> replication.sourceHost().equals(source.replicationAddress())
                ? source.name() : replication.sourceHost());
    }

    private Optional<String> errant() {
        return replication().map(HostState.Replication::errant);
    }

    private Optional<HostState.Replication> replication() {
        return Optional.ofNullable(replicaState).map(HostState::replication);
    }

    /** Databases whose loss somebody has to agree to. */
    List<String> atStake(boolean recopy) {
        Set<String> names = new LinkedHashSet<>(databases(replica).keySet());
        if (recopy) {
            // a replica has what its source has, whatever enrolment found
            names.addAll(databases(source).keySet());
            names.addAll(cluster.databases());
        }
        names.remove(PanelPrivileges.DATABASE);
        return names.stream().sorted().toList();
    }
}
