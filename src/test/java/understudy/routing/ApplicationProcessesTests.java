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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count of an application's processes, run here. */
class ApplicationProcessesTests {

    @TempDir
    private Path root;

    @Test
    void countsNothingWhereItCantLook() {
        assertThatThrownBy(() -> Here.run(ApplicationProcesses.counting(root.toString(), root.toString(), root.toString(), "").withEnvironment("PATH=" + root)))
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
        return counted(root, file, "");
    }

    /** The danger: a request that hangs on a dead server keeps its process for a quarter of an hour, and the promotion red. */
    @Test
    void endsPassengersOldProcessesAndNobodyElses() throws Exception {
        Path file = Files.writeString(root.resolve("database.yml"), "production:\n");
        Process hangs = named("Passenger RubyApp: " + root + " (production)");
        Process preloads = named("Passenger AppPreloader: " + root);
        Process other = named("Passenger RubyApp: /var/www/other (production)");
        try {
            Thread.sleep(1100);
            Files.writeString(file, "production:\n  host: new\n");
            // ages are known in hundredths of a second; no restart is that quick
            Thread.sleep(50);
            Process fresh = named("Passenger RubyApp: " + root + " (production)");
            await().until(() -> counted(file).equals(new ApplicationProcesses.Count(3, 2)));

            Here.run(ApplicationProcesses.counting(root.toString(), file.toString(), file.toString(), "TERM"));

            assertThat(hangs.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(List.of(preloads, other, fresh)).allMatch(Process::isAlive);
            fresh.destroyForcibly();
        } finally {
            List.of(hangs, preloads, other).forEach(Process::destroyForcibly);
        }
    }

    /** The danger: {@code secondhand-staging} beside {@code secondhand} is never restarted with it, and would lose its requests each time. */
    @Test
    void countsNoApplicationWhosePathOnlyBeginsAlike() throws Exception {
        Path current = Files.createDirectories(root.resolve("shop/releases/20161120170000"));
        Path link = Files.createSymbolicLink(root.resolve("shop/current"), current);
        Path file = Files.writeString(root.resolve("database.yml"), "production:\n");
        List<Process> ours = List.of(named("Passenger RubyApp: " + link + " (production)"), named("Passenger AppPreloader: " + link),
                named("Passenger AppPreloader: " + link + " (forking...)"), named("Passenger RubyApp: " + current + " (production)"),
                named("Passenger RubyApp: " + current.resolveSibling("20161119170000") + " (production)"));
        List<Process> others = List.of(named("Passenger RubyApp: " + root + "/shop-staging/current (staging)"),
                named("Passenger RubyApp: " + root + "/shop2 (production)"), named("Passenger RubyApp: " + link + "2 (production)"),
                named("Passenger RubyApp: " + root + "/shop/blog (production)"), named("Passenger AppPreloader: " + root + "/shop-staging/current"));
        try {
            assertThat(counted(link, file, "").all()).isEqualTo(ours.size());

            Thread.sleep(1100);
            Files.writeString(file, "production:\n  host: new\n");
            counted(link, file, "KILL");

            assertThat(others).allMatch(Process::isAlive);
        } finally {
            ours.forEach(Process::destroyForcibly);
            others.forEach(Process::destroyForcibly);
        }
    }

    private static ApplicationProcesses.Count counted(Path root, Path file, String signal) throws Exception {
        return Here.run(ApplicationProcesses.counting(root.toString(), file.toString(), file.toString(), signal));
    }

    private static Process named(String name) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", "exec -a \"$0\" sleep 600", name).start();
        await().until(() -> process.info().command().filter(command -> command.endsWith("sleep")).isPresent());
        return process;
    }
}
