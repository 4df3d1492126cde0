package understudy.finding;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One named problem with its remedy, as the pages and the REST contract show it ({@code code, severity, host, message, hint,
 * fix}).
 *
 * @param code stable name for programs, a noun phrase of the state in CamelCase such as {@code SourceLogPurged}
 * @param severity whether it stops the admin, warns or informs
 * @param host name of the host it is about, or null when it is about none
 * @param message what was found, in one plain sentence that names the value seen
 * @param hint what to do now, in one plain sentence
 * @param fix stable name of the action behind a fix button, or null when there is none
 * @param evidence further values seen, by name; never a secret
 */
public record Finding(
        String code,
        Severity severity,
        @Nullable String host,
        String message,
        String hint,
        @Nullable String fix,
        Map<String, String> evidence) {

    public Finding {
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a finding has a code and a message");
        }
        evidence = Map.copyOf(evidence);
    }

    /** A finding that forbids the action. */
    public static Finding blocker(String code, @Nullable String host, String message, String hint) {
        return new Finding(code, Severity.BLOCKER, host, message, hint, null, Map.of());
    }

    /** A finding that the admin should know of before going on. */
    public static Finding warning(String code, @Nullable String host, String message, String hint) {
        return new Finding(code, Severity.WARNING, host, message, hint, null, Map.of());
    }

    /** A finding that only informs. */
    public static Finding info(String code, @Nullable String host, String message) {
        return new Finding(code, Severity.INFO, host, message, "", null, Map.of());
    }

    /** The same finding with a button that helps. */
    public Finding fixedBy(String action) {
        return new Finding(code, severity, host, message, hint, action, evidence);
    }

    /** The same finding with what was seen, by name. */
    public Finding with(Map<String, String> seen) {
        return new Finding(code, severity, host, message, hint, fix, seen);
    }

    /** The same finding, known to be about this host. */
    public Finding on(String hostName) {
        return new Finding(code, severity, hostName, message, hint, fix, evidence);
    }

    public boolean blocks() {
        return severity == Severity.BLOCKER;
    }
}
