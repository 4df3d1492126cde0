package understudy.routing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import understudy.remote.CommandOutput;
import understudy.remote.RemoteCommand;

/** Runs on this machine, as whoever runs the tests, what the panel would run on a host. */
final class Here {

    private Here() {
    }

    /** @throws IOException when it ends with a status that is no answer, saying what it said */
    static <R> R run(RemoteCommand<R> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("understudy-here", ".txt");
        try {
            ProcessBuilder call = new ProcessBuilder(command.pipe().getFirst()).redirectError(said.toFile());
            command.environment().forEach(setting -> call.environment().put(setting.split("=", 2)[0], setting.split("=", 2)[1]));
            Process process = call.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(command.stdin());
            }
            String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (!command.accepts().contains(status)) {
                throw new IOException("status " + status + ": " + Files.readString(said));
            }
            return command.read().apply(new CommandOutput(status, stdout, Files.readString(said)));
        } finally {
            Files.delete(said);
        }
    }
}
