package understudy.options;

import java.util.Map;
import java.util.Set;

/** What options are for, in the words of somebody who doesn't know their names. */
final class OptionTitle {

    private static final Set<String> CLOSING = Set.of("read_only", "super_read_only");

    private OptionTitle() {
    }

    static String of(ServerOptions options) {
        Map<String, String> values = options.values();
        String host = options.host();
        if (CLOSING.containsAll(values.keySet())) {
            return closes(values) ? "Let " + host + " refuse writes after a restart" : "Let " + host + " take writes after a restart";
        }
        if (!values.containsKey("server_id")) {
            return "Set " + String.join(", ", values.keySet()) + " on " + host;
        }
        return "Give " + host + " a number, a log and an address" + (closes(values) ? ", and close it to writes" : "");
    }

    static String why(ServerOptions options) {
        String closing = closes(options.values())
                ? " A replica that takes writes by accident can't be promoted safely, so it refuses them from the start." : "";
        return CLOSING.containsAll(options.values().keySet())
                ? "What a server does after a restart has to fit its part in the cluster." + closing
                : "Servers that replicate need numbers of their own, a log of changes, and an address where the others reach them."
                + closing;
    }

    private static boolean closes(Map<String, String> values) {
        return "ON".equals(values.get("read_only"));
    }
}
