package understudy.setup;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.topology.Host;

/** The options that source and replica shall have. Pure. */
final class WantedOptions {

    private static final Set<String> EVERYWHERE = Set.of("*", "0.0.0.0", "::");

    private WantedOptions() {
    }

    static Map<String, String> source(Pair pair) {
        return base(pair.source(), pair.sourceState(), serverId(pair, true));
    }

    static Map<String, String> replica(Pair pair) {
        Map<String, String> options = base(pair.replica(), pair.replicaState(), serverId(pair, false));
        options.put("read_only", "ON");
        options.put("super_read_only", "ON");
        // after a crash the relay log may be torn: fetch it anew
        options.put("relay_log_recovery", "ON");
        // the default notices a dead source only after a minute
        options.put("replica_net_timeout", "10");
        return options;
    }

    private static Map<String, String> base(Host host, @Nullable HostState state, long serverId) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("server_id", String.valueOf(serverId));
        options.put("log_bin", "ON");
        options.put("gtid_mode", "ON");
        options.put("enforce_gtid_consistency", "ON");
        options.put("log_replica_updates", "ON");
        options.put("bind_address", bindAddress(host, Pair.value(host, state, "bind_address", "127.0.0.1")));
        return options;
    }

    /**
     * The narrowest that works: where it listens now, the loopback, where the panel comes in, and the address where the other
     * servers come in.
     */
    static String bindAddress(Host host, String now) {
        Set<String> listened = new LinkedHashSet<>(List.of(now.split("\\s*,\\s*")));
        if (listened.stream().anyMatch(EVERYWHERE::contains)) {
            return now;
        }
        if (!isAddress(host.replicationAddress())) {
            return "*";
        }
        listened.add("127.0.0.1");
        listened.add(host.replicationAddress());
        return String.join(",", listened);
    }

    private static boolean isAddress(String text) {
        return text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+") || text.contains(":");
    }

    /** Each keeps its own number if nobody else has it; of two with the same number the source keeps it. */
    static long serverId(Pair pair, boolean ofSource) {
        Set<Long> others = pair.others().stream().map(host -> id(host, null)).collect(Collectors.toSet());
        long source = free(id(pair.source(), pair.sourceState()), others);
        if (ofSource) {
            return source;
        }
        others.add(source);
        return free(id(pair.replica(), pair.replicaState()), others);
    }

    private static long id(Host host, @Nullable HostState state) {
        return Long.parseLong(Pair.value(host, state, "server_id", "0"));
    }

    private static long free(long own, Set<Long> taken) {
        long id = own;
        if (id > 0 && !taken.contains(id)) {
            return id;
        }
        for (id = 1; taken.contains(id); id++) {
            continue;
        }
        return id;
    }
}
