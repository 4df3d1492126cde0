package understudy.web.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostState;
import understudy.topology.Member;

/**
 * A setting in effect beside what a member of a cluster should have.
 *
 * @param wanted what it should be in words, empty where anything goes
 * @param drifted whether it isn't
 */
record DriftRow(String name, String value, String wanted, boolean drifted, String why) {

    private static final List<String> SHOWN = List.of("server_id", "bind_address", "log_bin", "binlog_format", "log_replica_updates",
            "gtid_mode", "enforce_gtid_consistency", "read_only", "super_read_only");

    /** The settings that were seen, those that matter first. */
    static List<DriftRow> of(@Nullable HostState state, Member.@Nullable Role role) {
        if (state == null || state.settings().isEmpty()) {
            return List.of();
        }
        Map<String, String> wanted = wanted(role);
        List<DriftRow> rows = new ArrayList<>();
        for (String name : SHOWN) {
            String value = state.settings().get(name);
            if (value != null) {
                rows.add(row(name, value, wanted.getOrDefault(name, "")));
            }
        }
        return rows;
    }

    private static DriftRow row(String name, String value, String wanted) {
        boolean drifted = !wanted.isEmpty() && !(on(value) ? "ON" : value).equalsIgnoreCase(wanted);
        return new DriftRow(name, value, wanted, drifted, why(name));
    }

    private static boolean on(String value) {
        return "1".equals(value) || "ON".equalsIgnoreCase(value);
    }

    private static Map<String, String> wanted(Member.@Nullable Role role) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (role == Member.Role.SOURCE || role == Member.Role.REPLICA) {
            wanted.putAll(Map.of("log_bin", "ON", "binlog_format", "ROW", "log_replica_updates", "ON", "gtid_mode", "ON",
                    "enforce_gtid_consistency", "ON"));
            String closed = role == Member.Role.REPLICA ? "ON" : "OFF";
            wanted.putAll(Map.of("read_only", closed, "super_read_only", closed));
        }
        return wanted;
    }

    private static String why(String name) {
        return switch (name) {
            case "server_id" -> "a number of its own in the cluster";
            case "bind_address" -> "the address on which it listens";
            case "log_bin" -> "keeps the log that replicas read";
            case "binlog_format" -> "rows, not statements, so that a replica can't differ";
            case "log_replica_updates" -> "a replica logs too, so that it can become a source";
            case "gtid_mode" -> "each transaction has a name, so that nothing is applied twice";
            case "enforce_gtid_consistency" -> "refuses what can't have such a name";
            case "read_only" -> "refuses the application's writes";
            case "super_read_only" -> "refuses even an administrator's writes";
            default -> "";
        };
    }
}
