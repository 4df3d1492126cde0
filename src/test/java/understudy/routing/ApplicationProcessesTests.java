package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count of an application's processes, run here. */
class ApplicationProcessesTests {

    @TempDir
    private Path root;

    @Test
    void countsNothingWhereItCantLook() {
        assertThatThrownBy(() -> Here.run(ApplicationProcesses.counting(root.toString(), root.toString()).withEnvironment("PATH=" + root)))
                .isInstanceOf(IOException.class).hasMessageContaining("pgrep is missing");
    }

    @Test
    void leavesOutWhoWorksThereAndMayNotReadTheFile() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(root.resolve("database.yml"), "production:\n");
        Path ruby = Files.copy(Path.of("/bin/sleep").toRealPath(), root.resolve("ruby"), StandardCopyOption.COPY_ATTRIBUTES);
        Process stranger = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ruby.toString(), "600")
                .directory(root.toFile()).start();
        try {
            await().until(() -> stranger.info().command().filter(ruby.toString()::equals).isPresent());

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(counted(file)).isEqualTo(new ApplicationProcesses.Count(1, 1));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            assertThat(counted(file)).isEqualTo(new ApplicationProcesses.Count(0, 0));
        } finally {
            stranger.destroyForcibly();
        }
    }

    private ApplicationProcesses.Count counted(Path file) throws Exception {
        return Here.run(ApplicationProcesses.counting(root.toString(), file.toString()));
    }
}
