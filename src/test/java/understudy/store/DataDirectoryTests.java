package understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class DataDirectoryTests {

    @TempDir
    private Path temporary;

    @Test
    void makesADirectoryThatOnlyItsUserCanRead() throws IOException {
        Path wanted = temporary.resolve("new").resolve("data");

        try (DataDirectory directory = DataDirectory.open(wanted)) {
            assertThat(Files.getPosixFilePermissions(directory.path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void makesAStoreThatOnlyItsUserCanReadInADirectoryThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (DataDirectory directory = DataDirectory.open(temporary)) {
            assertThat(Files.getPosixFilePermissions(directory.privateFile("understudy.db")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void refusesASecondPanelAndNamesTheFirst() {
        try (DataDirectory first = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path()))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void letsTheNextPanelInOnceTheFirstIsGone() {
        DataDirectory.open(temporary).close();

        try (DataDirectory second = DataDirectory.open(temporary)) {
            assertThat(second.file("understudy.lock")).exists();
        }
    }

    @Test
    void explainsWhoHoldsItAndWhatToDo() {
        FailureAnalysis analysis = new DataDirectoryFailures()
                .analyze(new IllegalStateException(new DataDirectoryInUse(temporary, "process 42, since noon")));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains(temporary.toString(), "process 42, since noon");
        assertThat(analysis.getAction()).contains("UNDERSTUDY_DATA_DIR");
    }

    @Test
    void explainsADirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file)).isInstanceOf(DataDirectoryUnusable.class)
                .hasMessageContaining(file.toString());
    }
}
