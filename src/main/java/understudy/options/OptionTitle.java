package understudy.options;

import java.util.Map;
import java.util.Set;

/** What options are for, in the words of somebody who doesn't know their names. */
final class OptionTitle {

    private static final Set<String> CLOSING = Set.of("read_only", "super_read_only");

    private static final String SOURCE_WAITS = "rpl_semi_sync_source_enabled";

    private OptionTitle() {
    }

    static String of(ServerOptions options) {
        Map<String, String> values = options.values();
        String host = options.host();
        if (CLOSING.containsAll(values.keySet())) {
            return closes(values) ? "Let " + host + " refuse writes after a restart" : "Let " + host + " take writes after a restart";
        }
        if (semiSync(values)) {
            return "ON".equals(values.get(SOURCE_WAITS)) ? "Let commits on " + host + " wait for a replica"
                    : "Let " + host + " say what it has received";
        }
        if (!values.containsKey("server_id")) {
            return "Set " + String.join(", ", values.keySet()) + " on " + host;
        }
        return "Give " + host + " a number, a log and an address" + (closes(values) ? ", and close it to writes" : "");
    }

    static String why(ServerOptions options) {
        String closing = closes(options.values())
                ? " A replica that takes writes by accident can't be promoted safely, so it refuses them from the start." : "";
        if (semiSync(options.values())) {
            return "Semi-synchronous replication: the source tells a writer that a commit is done only when a replica has it too. "
                    + "So what was acknowledged survives the source's death.";
        }
        return CLOSING.containsAll(options.values().keySet())
                ? "What a server does after a restart has to fit its part in the cluster." + closing
                : "Servers that replicate need numbers of their own, a log of changes, and an address where the others reach them."
                + closing;
    }

    private static boolean semiSync(Map<String, String> values) {
        return values.keySet().stream().allMatch(name -> name.startsWith("rpl_semi_sync_"));
    }

    private static boolean closes(Map<String, String> values) {
        return "ON".equals(values.get("read_only"));
    }
}
