package understudy.rescue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import understudy.operation.Journal;

/**
 * The admin's own way of cutting off a host that the panel can't reach: a program on the panel's machine that switches its power
 * off or takes it from the network. It is called as {@code hook CLUSTER HOST ADDRESS}, may be called again for the same host, and
 * ends with status 0 only when the host is certain to take no writes.
 */
@Component
@EnableConfigurationProperties(FenceSettings.class)
public class FenceHook {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int KEPT_BYTES = 8_000;

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
            return ran(new ProcessBuilder(program.toString(), cluster, host, address), journal);
        } catch (IOException missing) {
            journal.say("The fence hook couldn't be run: " + missing.getMessage());
            return false;
        }
    }

    private static boolean ran(ProcessBuilder call, Journal journal) throws IOException {
        Path output = Files.createTempFile("understudy-fence", ".txt");
        try {
            // the panel's own environment may hold its first token and password
            call.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
            Process hook = call.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            hook.getOutputStream().close();
            boolean ended = ended(hook);
            told(output).lines().forEach(line -> journal.say("fence hook: " + line));
            journal.say(ended ? "The fence hook ended with status " + hook.exitValue() + "."
                    : "The fence hook didn't end within " + LIMIT.toSeconds() + " s and was ended.");
            return ended && hook.exitValue() == 0;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean ended(Process hook) {
        try {
            if (hook.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        hook.descendants().forEach(ProcessHandle::destroyForcibly);
        hook.destroyForcibly();
        return false;
    }

    private static String told(Path output) {
        try {
            byte[] said = Files.readAllBytes(output);
            return new String(said, 0, Math.min(said.length, KEPT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
