package understudy.finding;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one of the servers' error numbers means for an admin of replicating servers.
 *
 * @param number as the server says it
 * @param code as in findings
 * @param meaning in a sentence
 * @param cause what has probably happened, in a sentence; empty where the meaning says it
 * @param hint what to do now, in a sentence or two
 * @param fix stable name of the action behind a fix button, or null when no button helps
 */
public record Explanation(int number, String code, String meaning, String cause, String hint, @Nullable String fix) {

    /** Copies the source's data to the replica once more. */
    public static final String COPY_AGAIN = "copy-again";

    /** Runs the set-up of the replica once more: it mends account, password, TLS, identity and options, and starts. */
    public static final String SET_UP_AGAIN = "set-up-again";

    /** Nothing is broken any more; it only has to be started. */
    public static final String START_REPLICATION = "start-replication";

    /** Compares what the host has with what its source has, and brings it back. */
    public static final String REJOIN = "rejoin";

    /** The trouble is at the other end. */
    public static final String LOOK_AT_SOURCE = "look-at-source";

    /** Meaning, probable cause and what to do, as one text. */
    public String advice() {
        return cause.isEmpty() ? hint : "Most likely: " + Character.toLowerCase(cause.charAt(0)) + cause.substring(1) + " " + hint;
    }

    /**
     * The explanation as a finding about a replica.
     *
     * @param said the server's own words
     */
    public Finding on(String replica, String said) {
        Finding finding = Finding.blocker(code, replica, "Error " + number + " on " + replica + ": " + meaning, advice())
                .with(said.isBlank() ? Map.of() : Map.of("the server says", said));
        return fix == null ? finding : finding.fixedBy(fix);
    }
}
