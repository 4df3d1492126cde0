package understudy.routing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingSettingsTests {

    @TempDir
    private Path directory;
    private Path hooks;

    @BeforeEach
    void hasAProgramAndALinkThatLeadsOut() throws IOException {
        hooks = Files.createDirectory(directory.resolve("hooks"));
        Files.createFile(hooks.resolve("switch"));
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/deep"));
        Files.createFile(elsewhere.resolve("program"));
        Files.createSymbolicLink(hooks.resolve("link"), elsewhere);
    }

    @Test
    void takesAProgramOfItsDirectoryThatMayComeLater() {
        assertThatCode(() -> {
            require("switch");
            require("later");
        }).doesNotThrowAnyException();
    }

    @Test
    void refusesAWayThatLeadsOutByALink() {
        assertThatThrownBy(() -> require("link/program")).hasMessageContaining("hooks lie in");
        assertThatThrownBy(() -> require("link/later")).hasMessageContaining("hooks lie in");
    }

    @Test
    void refusesAWayBackBehindALink() throws IOException {
        Files.createFile(directory.resolve("elsewhere/switch"));

        assertThatThrownBy(() -> require("link/../switch")).hasMessageContaining("hooks lie in");
        assertThatThrownBy(() -> require("../elsewhere/switch")).hasMessageContaining("hooks lie in");
    }

    private void require(String program) {
        new RoutingSettings(hooks).requireHere(hooks + "/" + program);
    }
}
