package understudy.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the admin's own on the panel's machine. It gets no secret of the panel, and is ended when its time is over. */
public final class LocalProgram {

    private static final int KEPT_BYTES = 8_000;

    private LocalProgram() {
    }

    /**
     * How it ended.
     *
     * @param status its exit status, or -1 when it didn't end in time
     * @param output the beginning of what it said, both outputs together
     */
    public record End(int status, String output) {

        public boolean inTime() {
            return status >= 0;
        }
    }

    /**
     * Runs it to its end.
     *
     * @param words the program's path and its arguments
     * @param settings of its environment, beside PATH and HOME
     * @throws IOException when it can't be started
     */
    public static End run(List<String> words, Map<String, String> settings, Duration limit) throws IOException {
        Path output = Files.createTempFile("understudy-program", ".txt");
        try {
            ProcessBuilder call = new ProcessBuilder(words);
            // the panel's own environment may hold its first token and password
            call.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
            call.environment().putAll(settings);
            Process program = call.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            program.getOutputStream().close();
            int status = ended(program, limit) ? program.exitValue() : -1;
            try (InputStream said = Files.newInputStream(output)) {
                return new End(status, new String(said.readNBytes(KEPT_BYTES), StandardCharsets.UTF_8));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean ended(Process program, Duration limit) {
        try {
            if (program.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();
        return false;
    }
}
