package understudy.options;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options that a server shall have, in effect and in its files: the parameters of {@link SetServerOptions} and
 * {@link RestartServer}.
 *
 * @param host name of the host
 * @param values by variable name in lower case with underscores, such as {@code server_id} or {@code bind_address}; for
 *     {@code log_bin} it is {@code ON}, the file's place is chosen on the host
 */
public record ServerOptions(String host, Map<String, String> values) {

    public ServerOptions {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        values.forEach((name, value) -> {
            if (!name.matches("[a-z][a-z0-9_]*") || value.chars().anyMatch(c -> c < ' ') || value.contains("\"")) {
                throw new IllegalArgumentException("no option that can be written to a file: " + name);
            }
        });
    }

    /** Under which heading a page shows them: only replicas are told to boot closed. */
    String heading() {
        return values.containsKey("super_read_only") ? "Configure the replica" : "Configure the source";
    }
}
