package understudy.routing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
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
}
