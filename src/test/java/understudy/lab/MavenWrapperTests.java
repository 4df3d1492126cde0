package understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./mvnw} runs only a Maven that is new enough or whose archive has the pinned checksum. */
class MavenWrapperTests {

    private static final List<String> TOOLS =
        List.of("sh", "sed", "awk", "dirname", "mkdir", "mktemp", "sha512sum", "cut", "tar", "gzip", "mv", "rm", "head", "cp", "cat");

    @TempDir
    Path folder;

    @BeforeEach
    void makeAMachineWithoutMaven() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("project/.mvn"));
        Files.copy(Path.of("mvnw"), folder.resolve("project/mvnw"));
        folder.resolve("project/mvnw").toFile().setExecutable(true);
        for (var tool : TOOLS) {
            script("bin/" + tool, "exec " + find(tool) + " \"$@\"");
        }
        // curl -fsSL ... -o FILE URL, without a network
        script("bin/curl", "while [ $# -gt 1 ]; do [ $1 != -o ] || file=$2; shift; done\ncp \"${1#file://}\" \"$file\"");
        script("archive/apache-maven-9.9.9/bin/mvn", "echo fetched: \"$@\"");
        run(System.getenv("PATH"), List.of("tar", "-C", "archive", "-czf", "maven.tar.gz", "apache-maven-9.9.9"));
        pin(run(System.getenv("PATH"), List.of("sha512sum", "maven.tar.gz")).output().substring(0, 128));
    }

    @Test
    void fetchesAndChecksMavenOnceWhenNoneIsInstalled() throws Exception {
        assertThat(mvnw("-v", "two words").output()).contains("fetching Maven 9.9.9", "fetched: -v two words");
        assertThat(mvnw("-v").output()).isEqualTo("fetched: -v\n");
    }

    @Test
    void refusesAnArchiveWithAnotherChecksum() throws Exception {
        pin("0".repeat(128));

        var result = mvnw("-v");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("its checksum differs").doesNotContain("fetched:");
        assertThat(folder.resolve(".m2/wrapper")).isEmptyDirectory();
    }

    @Test
    void usesAnInstalledMavenThatIsNewEnough() throws Exception {
        script("bin/mvn", "echo Apache Maven 3.10.0 installed");

        assertThat(mvnw("-v").output()).isEqualTo("Apache Maven 3.10.0 installed\n");
    }

    @Test
    void passesOverAnInstalledMavenThatIsTooOld() throws Exception {
        script("bin/mvn", "echo Apache Maven 3.8.5 installed");

        assertThat(mvnw("-v").output()).contains("fetched: -v");
    }

    private void pin(String sha512) throws IOException {
        Files.writeString(folder.resolve("project/.mvn/maven.properties"),
            "minimumVersion=3.8.6\nversion=9.9.9\nurl=file://%s\nsha512=%s\n".formatted(folder.resolve("maven.tar.gz"), sha512));
    }

    private void script(String path, String body) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        file.toFile().setExecutable(true);
    }

    private Result mvnw(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(folder.resolve("project/mvnw").toString()));
        command.addAll(List.of(arguments));
        return run(folder.resolve("bin").toString(), command);
    }

    private Result run(String path, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "PATH", path));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output);
    }

    private static Path find(String tool) {
        return List.of("/usr/bin/", "/bin/").stream().map(folder -> Path.of(folder + tool)).filter(Files::exists).findFirst().orElseThrow();
    }

    private record Result(int exitCode, String output) {
    }
}
