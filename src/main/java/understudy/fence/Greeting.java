package understudy.fence;

import java.time.Duration;
import java.util.List;
import understudy.remote.RemoteCommand;

/**
 * Whether a server greets, tried from another host. A greeting is life, whatever the server says afterwards: too many
 * connections and access denied come from servers that run.
 */
enum Greeting {

    /** It greeted, or closed the connection itself with some word: it lives. */
    GREETS,

    /** Nothing listens there, or the way is closed. */
    REFUSED,

    /** No word came. */
    SILENT;

    private static final Duration LIMIT = Duration.ofSeconds(4);

    private static final String TRY = """
            exec 3<>"/dev/tcp/$1/$2" || exit 3
            [ "$(head -c 4 <&3 | wc -c)" -gt 0 ]""";

    /** The command that tries; takes a second and a half at most. */
    static RemoteCommand<Greeting> of(String address, int port) {
        return RemoteCommand.of(List.of("timeout", "1.5", "bash", "-c", TRY, "understudy", address, Integer.toString(port)))
                .within(LIMIT).accepting(0, 1, 3, 124).answering(output -> switch (output.exitStatus()) {
                    case 0 -> GREETS;
                    case 3 -> REFUSED;
                    default -> SILENT;
                });
    }
}
