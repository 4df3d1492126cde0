package understudy.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuotingTests {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", " ", "it's", "\"double\"", "$HOME", "`id`", "$(id)", "a\nb", "a\n", "\\", "*", "~", "-rf", "a;b",
        "a&b", "a|b", ">x", "#no", "!1", "Größe café 数据", "\u0001", "a=b", "{1..3}", "'", "''"})
    void givesEachWordToAShellUnharmed(String word) throws IOException {
        assertThat(said("printf %s " + ShellQuoting.word(word))).isEqualTo(word);
    }

    @Test
    void quotesTheNameOfACommandThatAShellWouldTakeForItsOwn() throws IOException {
        assertThat(said(ShellQuoting.pipe(List.of(List.of("if", "true"))) + " 2>&1; echo $?")).contains("not found").endsWith("127\n");
        assertThat(said(ShellQuoting.pipe(List.of(List.of("A=1"))) + " 2>&1; echo $?")).contains("not found").endsWith("127\n");
    }

    @Test
    void refusesACharacterThatNoShellCanGiveOn() {
        assertThatThrownBy(() -> ShellQuoting.word("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsACommandAsAPersonWouldTypeIt() {
        var command = RemoteCommand.pipe(List.of(List.of("mysqldump", "it's"), List.of("gzip", "-1"))).asRootUser().withStdin("hidden");

        assertThat(command.printed()).isEqualTo("sudo mysqldump 'it'\\''s' | sudo gzip -1");
        assertThat(command).asString().doesNotContain("hidden");
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertThatThrownBy(() -> RemoteCommand.of("true").withEnvironment("A;id=1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String said(String line) throws IOException {
        var process = new ProcessBuilder("sh", "-c", line).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
