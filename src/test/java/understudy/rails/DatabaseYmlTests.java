package understudy.rails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * A table of files: a folder a shape of {@code database.yml} as it is met in the world, with the file before and after, or with the
 * refusal's code, line and variable. Somebody's shop stands on each byte of it.
 */
class DatabaseYmlTests {

    private static final Path TABLE = Path.of("src/test/resources/rails/database-yml");
    private static final Set<String> DATABASES = Set.of("secondhand_production");
    private static final SourceAddress URANUS = new SourceAddress("192.168.178.66", 3306);

    static Stream<String> changed() throws IOException {
        return folders("after.yml");
    }

    static Stream<String> moved() throws IOException {
        return changed().filter(shape -> !text(shape, "before.yml").equals(text(shape, "after.yml")));
    }

    static Stream<String> refused() throws IOException {
        return folders("refused.txt");
    }

    private static Stream<String> folders(String holding) throws IOException {
        try (Stream<Path> folders = Files.list(TABLE)) {
            return folders.filter(folder -> Files.exists(folder.resolve(holding))).map(folder -> folder.getFileName().toString())
                    .sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("changed")
    void changesNothingButWhereTheGroupPoints(String shape) throws IOException {
        assertThat(pointed(text(shape, "before.yml"), wish(shape))).isEqualTo(text(shape, "after.yml"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void leavesAFileAloneThatPointsThereAlready(String shape) throws IOException {
        DatabaseYml after = read(shape, "after.yml");

        assertThat(after.pointedAt("production", DATABASES, wish(shape))).isEqualTo(new Edit.Unchanged());
        assertThat(after.pointing("production", DATABASES))
                .isEqualTo(new Pointing.Network(wish(shape).host(), wish(shape).port()));
    }

    @ParameterizedTest
    @MethodSource("moved")
    void comesBackToTheSameBytesAfterASecondSwitch(String shape) throws IOException {
        String once = text(shape, "after.yml");
        String there = pointed(once, new SourceAddress("10.20.30.40", wish(shape).port()));

        assertThat(there).isNotEqualTo(once);
        assertThat(pointed(there, wish(shape))).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatItCantChangeSafelyAndNamesTheLine(String shape) throws IOException {
        Finding finding = refusal(shape);
        String line = finding.evidence().getOrDefault("line", "");
        String variable = finding.evidence().getOrDefault("variable", "");

        assertThat((finding.code() + " " + line + " " + variable).strip()).isEqualTo(text(shape, "refused.txt").strip());
        assertThat(finding.hint()).isNotBlank();
    }

    @Test
    void saysThatAFileWithoutAHostPointsToTheSocketOfItsOwnHost() {
        assertThat(yml("production:\n  adapter: mysql2\n").pointing("production", Set.of())).isEqualTo(new Pointing.Socket(""));
        assertThat(yml("production:\n  host: localhost\n  port: 3307\n  socket: /tmp/my.sock\n").pointing("production", Set.of()))
                .isEqualTo(new Pointing.Socket("/tmp/my.sock"));
    }

    @Test
    void namesTheAccountsThatLogIn() {
        assertThat(yml("production:\n  username: shop\n").users("production", Set.of())).containsExactly("shop");
        assertThat(yml("production:\n  url: mysql2://a%20b:x@mercury/d\n  username: shop\n").users("production", Set.of())).containsExactly("a b");
        assertThat(yml("production:\n  username: <%= ENV['U'] %>\n").users("production", Set.of())).isEmpty();
        assertThat(yml("production:\n  one:\n    username: a\n  two:\n    username: b\n").users("production", Set.of())).containsExactly("a", "b");
    }

    private static String pointed(String text, SourceAddress wish) {
        return switch (yml(text).pointedAt("production", DATABASES, wish)) {
            case Edit.Changed changed -> changed.text();
            case Edit.Unchanged unchanged -> text;
            case Edit.Refused refused -> refused.finding().toString();
        };
    }

    private static Finding refusal(String shape) throws IOException {
        try {
            return read(shape, "before.yml").pointedAt("production", DATABASES, wish(shape)) instanceof Edit.Refused refused
                    ? refused.finding() : Finding.info("NotRefused", null, "it was changed");
        } catch (Problem problem) {
            return problem.finding();
        }
    }

    private static SourceAddress wish(String shape) throws IOException {
        if (!Files.exists(TABLE.resolve(shape).resolve("wish.txt"))) {
            return URANUS;
        }
        String[] words = text(shape, "wish.txt").strip().split(" ");
        return new SourceAddress(words[0], Integer.parseInt(words[1]));
    }

    private static DatabaseYml read(String shape, String file) throws IOException {
        return DatabaseYml.of("database.yml", Files.readAllBytes(TABLE.resolve(shape).resolve(file)));
    }

    private static DatabaseYml yml(String text) {
        return DatabaseYml.of("database.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String shape, String file) {
        try {
            return Files.readString(TABLE.resolve(shape).resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
