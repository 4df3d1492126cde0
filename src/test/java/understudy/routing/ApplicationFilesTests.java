package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.finding.Problem;
import understudy.rails.DatabaseYml;
import understudy.remote.RemoteCommand;

/** The scripts for an application's files, run here, against what the application's user may have put in their way. */
class ApplicationFilesTests {

    private static final int SOMEBODY = 65534;

    @TempDir
    private Path directory;
    private Path root;

    @BeforeEach
    void makesAnApplication() throws IOException {
        open(directory);
        root = open(Files.createDirectory(directory.resolve("current")));
        open(Files.createDirectory(root.resolve("tmp")));
        open(Files.createDirectory(root.resolve("config")));
    }

    @Test
    void readsAndReplacesAFileOfItsOwner() throws Exception {
        Path file = Files.writeString(root.resolve("config/database.yml"), "old");

        assertThat(run(ApplicationFiles.read(file.toString()))).map(String::new).contains("old");
        assertThat(run(ApplicationFiles.replaceable(file.toString()))).isTrue();
        run(ApplicationFiles.write(file.toString(), bytes("old"), bytes("new")));

        assertThat(file).hasContent("new");
        assertThat(run(ApplicationFiles.read(root.resolve("config/other.yml").toString()))).isEmpty();
    }

    @Test
    void leavesWhatSomebodyElseWroteMeanwhile() throws Exception {
        Path file = Files.writeString(root.resolve("config/database.yml"), "deployed");

        assertThatThrownBy(() -> run(ApplicationFiles.write(file.toString(), bytes("old"), bytes("new"))))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.finding().code()).isEqualTo("DatabaseYmlChanged"));

        assertThat(file).hasContent("deployed");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> other.toString().contains("understudy"));
    }

    @Test
    void keepsTheAttributesOfTheReplacedFileButItsTime() throws Exception {
        Path file = Files.writeString(root.resolve("config/database.yml"), "old");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("user"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setAttribute(file, "user:owner", ByteBuffer.wrap(bytes("pierre")));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        run(ApplicationFiles.write(file.toString(), bytes("old"), bytes("new")));

        assertThat(Files.getAttribute(file, "user:owner")).isEqualTo(bytes("pierre"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.EPOCH);
    }

    @Test
    void keepsTheLastThreeCopies() throws Exception {
        Path file = Files.writeString(root.resolve("config/database.yml"), "old");
        for (String time : List.of("20161120-170000", "20161121-170000", "20161122-170000", "20170101-000000")) {
            run(ApplicationFiles.copy(file.toString(), file + ".understudy-" + time));
        }

        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("database.yml",
                    "database.yml.understudy-20161121-170000", "database.yml.understudy-20161122-170000", "database.yml.understudy-20170101-000000");
        }
    }

    @Test
    void refusesADirectoryThatEverybodyMayChange() throws Exception {
        Path file = Files.writeString(root.resolve("config/database.yml"), "old");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> run(ApplicationFiles.read(file.toString())))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.finding().code()).isEqualTo("ApplicationPathUnsafe"));
    }

    @Test
    void makesNoFileOfRootsThroughALinkOfTheApplicationsUser() throws Exception {
        asRoot();
        Path loot = directory.resolve("ld.so.preload");
        Files.createSymbolicLink(root.resolve("tmp/restart.txt"), loot);
        give(root, "tmp", "tmp/restart.txt", "config", ".");

        assertThatThrownBy(() -> run(ApplicationFiles.touchRestartFile(root.toString()))).isInstanceOf(IOException.class);

        assertThat(loot).doesNotExist();
    }

    @Test
    void leavesTheRestartFileToTheApplicationsUser() throws Exception {
        asRoot();
        give(root, "tmp", "config", ".");

        run(ApplicationFiles.touchRestartFile(root.toString()));

        assertThat(Files.getAttribute(root.resolve("tmp/restart.txt"), "unix:uid")).isEqualTo(SOMEBODY);
    }

    @Test
    void readsNoMoreOfAnEndlessFileThanTellsThatItIsTooLarge() throws Exception {
        Path endless = root.resolve("config/database.yml");
        try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(run(ApplicationFiles.read(endless.toString()))).hasValueSatisfying(read -> assertThat(read).hasSize(DatabaseYml.LARGEST + 1));
    }

    @Test
    void readsNothingOfRootsThroughALinkOfTheApplicationsUser() throws Exception {
        asRoot();
        Path secret = Files.writeString(directory.resolve("shadow"), "root:secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(root.resolve("config/database.yml"), secret);
        give(root, "config/database.yml", "config", ".");

        assertThatThrownBy(() -> run(ApplicationFiles.read(link.toString()))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> run(ApplicationFiles.write(link.toString(), new byte[1], new byte[1]))).isInstanceOf(IOException.class);

        assertThat(run(ApplicationFiles.replaceable(link.toString()))).isFalse();
        assertThat(secret).hasContent("root:secret");
    }

    @Test
    void refusesAWayThatLeadsFromOneUserToAnother() throws Exception {
        asRoot();
        Path file = Files.writeString(root.resolve("config/database.yml"), "old");
        give(root, "config/database.yml");
        Files.setAttribute(root, "unix:uid", SOMEBODY - 1);

        assertThatThrownBy(() -> run(ApplicationFiles.read(file.toString()))).isInstanceOf(Problem.class).hasMessageContaining("belongs to");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Only root can give its rights away. */
    private static void asRoot() {
        assumeTrue(System.getProperty("user.name").equals("root"));
    }

    private static void give(Path root, String... names) throws IOException {
        for (String name : names) {
            Files.setAttribute(root.resolve(name), "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(root.resolve(name), "unix:gid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static Path open(Path directory) throws IOException {
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static <R> R run(RemoteCommand<R> command) throws IOException, InterruptedException {
        return Here.run(command);
    }
}
