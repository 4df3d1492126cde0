package understudy.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small scripts for files, run here, against what a local user of a host may have put in their way. */
class RemoteFilesTests {

    @TempDir
    private Path directory;

    @Test
    void takesAPipeUnderAFilesNameForMissing() throws Exception {
        Path pipe = directory.resolve("database.yml");
        exitStatus(RemoteCommand.of("mkfifo", pipe.toString()));

        assertThat(exitStatus(RemoteFiles.read(pipe.toString()))).isEqualTo(66);
        assertThat(exitStatus(RemoteFiles.read("/dev/zero"))).isEqualTo(66);
    }

    @Test
    void doesntWriteABackupThroughALinkThatLiesInItsWay() throws Exception {
        Path file = Files.writeString(directory.resolve("auto.cnf"), "ours");
        Path victim = Files.writeString(directory.resolve("victim"), "theirs");
        Path copy = directory.resolve("auto.cnf.understudy-1");
        Files.createSymbolicLink(directory.resolve("auto.cnf.understudy-1.part"), victim);

        assertThat(exitStatus(RemoteFiles.copy(file.toString(), copy.toString()))).isZero();

        assertThat(victim).hasContent("theirs");
        assertThat(copy).hasContent("ours").isRegularFile();
        assertThat(Files.isSymbolicLink(copy)).isFalse();
    }

    private static int exitStatus(RemoteCommand<?> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.pipe().getFirst())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
