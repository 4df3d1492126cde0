package understudy.rails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;

/** Texts that somebody wrote by mistake or in anger: whatever they are, the answer is a finding, never an exception or a half change. */
class DatabaseYmlDangersTests {

    private static final SourceAddress URANUS = new SourceAddress("192.168.178.66", 3306);

    private static Edit pointed(String text) {
        return DatabaseYml.of("database.yml", text.getBytes(StandardCharsets.UTF_8)).pointedAt("production", Set.of(), URANUS);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(pointed("")).isInstanceOf(Edit.Refused.class);
        assertThat(pointed("# nothing yet\n")).isInstanceOf(Edit.Refused.class);
        assertThat(pointed("production:\n")).isInstanceOf(Edit.Refused.class);
        assertThat(pointed("- production\n")).isInstanceOf(Edit.Refused.class);
    }

    @Test
    void refusesAGroupThatContainsItself() {
        assertThat(pointed("production: &p\n  host: a.example\n  again: *p\n")).isInstanceOf(Edit.Refused.class);
        assertThat(pointed("production: &p\n  host: a.example\n  <<: *p\n")).isInstanceOf(Edit.Refused.class);
    }

    @Test
    void refusesAFileThatGrowsBeyondMeasureWhenItIsRead() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(pointed(bomb + "production:\n  host: a.example\n")).isInstanceOf(Edit.Refused.class);
    }

    @Test
    void refusesAFewAliasesThatMultiplyEachOther() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i < 16; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(refusal(bomb + "production:\n  host: a.example\n")).isEqualTo("YamlUnreadable");
    }

    /** It took minutes, and held up everything that the panel does at once: whoever owns the file chooses how many there are of both. */
    @Test
    void looksAtManyTagsForManyMergesWithoutEnd() {
        String many = "<%x%>".repeat(6_000) + "\nproduction:\n  <<: [" + "{},".repeat(8_000) + "{}]\n  host: a.example\n";

        assertThat(pointed(many)).isInstanceOf(Edit.Changed.class);
    }

    @Test
    void refusesALongTextThatManyReferTo() {
        String bomb = "a: &a " + "x".repeat(20_000) + "\nb: [" + "*a, ".repeat(10_000) + "*a]\nproduction:\n  host: a.example\n";

        assertThat(refusal(bomb)).isEqualTo("YamlUnreadable");
    }

    @Test
    void refusesAMergeThatMultipliesItself() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: y}\n");
        for (int i = 1; i < 17; i++) {
            bomb.append("a%d: &a%d {<<: [*a%d, *a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(refusal(bomb + "production:\n  <<: *a16\n  host: a.example\n")).isEqualTo("YamlUnreadable");
    }

    @Test
    void looksAtNoTagOfAFileThatIsTooLarge() {
        byte[] tags = "<%".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> DatabaseYml.of("database.yml", tags)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo("DatabaseYmlTooLarge"));
    }

    @Test
    void doesntRepeatAPasswordThatAReaderTakesForAnAlias() {
        assertThat(pointed("production:\n  host: a.example\n  password: *bazaar\n")).isInstanceOfSatisfying(Edit.Refused.class, refused ->
                assertThat(refused.finding().toString()).contains("Line 3").doesNotContain("bazaar"));
    }

    private static String refusal(String text) {
        return pointed(text) instanceof Edit.Refused refused ? refused.finding().code() : "none";
    }

    @Test
    void answersForEveryBeginningOfAFile() {
        String whole = "default: &d\n  socket: /tmp/s # x\nproduction:\n  <<: *d\n  host: <%= ENV['H'] %>\n  port: '3307'\n  url: \"mysql2://a:b@c:1/d\"\n";

        for (int length = 0; length <= whole.length(); length++) {
            assertThat(pointed(whole.substring(0, length))).as("its first %d characters", length).isNotNull();
        }
    }

    @Test
    void neverWritesAHostThatAReaderWouldTakeForSomethingElse() {
        String text = "production:\n  host: a.example\n";

        assertThat(new Object[] {"null", "yes", "off", "no", "1e3", "0x1f"}).allSatisfy(name ->
                assertThat(DatabaseYml.of("database.yml", text.getBytes(StandardCharsets.UTF_8))
                        .pointedAt("production", Set.of(), new SourceAddress((String) name, 3306)))
                        .isInstanceOfSatisfying(Edit.Changed.class, changed ->
                                assertThat(changed.text()).isEqualTo("production:\n  host: \"" + name + "\"\n")));
    }
}
