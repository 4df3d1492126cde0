package understudy.fence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import understudy.operation.Journal;
import understudy.remote.LocalProgram;

/**
 * The admin's own way of cutting off a host that the panel can't reach: a program on the panel's machine that switches its power
 * off or takes it from the network. It is called as {@code hook CLUSTER HOST ADDRESS}, may be called again for the same host, and
 * ends with status 0 only when the host is certain to take no writes.
 */
@Component
@EnableConfigurationProperties(FenceSettings.class)
public class FenceHook {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final @Nullable Path program;

    FenceHook(FenceSettings settings) {
        this.program = settings.hook();
    }

    /** Whether there is one. */
    public boolean configured() {
        return program != null;
    }

    /** The command as a person would type it; empty without a hook. */
    Optional<String> printed(String cluster, String host, String address) {
        return Optional.ofNullable(program).map(hook -> hook + " " + cluster + " " + host + " " + address);
    }

    /** Runs it; what it says goes to the journal. Whether the host is fenced. */
    boolean fences(String cluster, String host, String address, Journal journal) {
        if (program == null) {
            return false;
        }
        try {
            LocalProgram.End end = LocalProgram.run(List.of(program.toString(), cluster, host, address), Map.of(), LIMIT);
            end.output().lines().forEach(line -> journal.say("fence hook: " + line));
            journal.say(end.inTime() ? "The fence hook ended with status " + end.status() + "."
                    : "The fence hook didn't end within " + LIMIT.toSeconds() + " s and was ended.");
            return end.status() == 0;
        } catch (IOException missing) {
            journal.say("The fence hook couldn't be run: " + missing.getMessage());
            return false;
        }
    }
}
