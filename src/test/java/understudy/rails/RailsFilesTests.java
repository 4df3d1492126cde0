package understudy.rails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.finding.Finding;

/**
 * A table of files: a folder a shape of the file that sets an application's variables, with the {@code database.yml} beside it, before
 * and after, or with the refusal's code and variable. The danger: {@code database.yml} is changed, and a variable wins over it.
 */
class RailsFilesTests {

    private static final Path TABLE = Path.of("src/test/resources/rails/environment");
    private static final Servers SERVERS = new Servers(Set.of("mercury", "192.168.178.61", "192.168.178.66", "uranus"), Set.of(3306, 3307));
    private static final SourceAddress URANUS = new SourceAddress("192.168.178.66", 3306);

    static Stream<String> changed() throws IOException {
        return folders("after.env");
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
    void changesTheVariablesAndTheFileAndNothingElseInThem(String shape) {
        RailsFiles.Edits edits = files(text(shape, "before.env"), text(shape, "before.yml")).pointedAt(URANUS);

        assertThat(after(edits.environment(), text(shape, "before.env"))).isEqualTo(text(shape, "after.env"));
        assertThat(after(edits.files().get("database.yml"), text(shape, "before.yml"))).isEqualTo(text(shape, "after.yml"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void leavesAloneWhatPointsThereAlready(String shape) {
        RailsFiles.Edits edits = files(text(shape, "after.env"), text(shape, "after.yml")).pointedAt(URANUS);

        assertThat(Optional.ofNullable(edits.environment()).orElse(new Edit.Unchanged())).isEqualTo(new Edit.Unchanged());
        assertThat(edits.files()).containsEntry("database.yml", new Edit.Unchanged());
    }

    @ParameterizedTest
    @MethodSource("changed")
    void repeatsNoPassword(String shape) {
        RailsFiles.Edits edits = files(text(shape, "before.env"), text(shape, "before.yml")).pointedAt(URANUS);

        assertThat(Stream.concat(Stream.ofNullable(edits.environment()), edits.files().values().stream())
                .map(edit -> edit instanceof Edit.Changed change ? change.difference() : "")).noneMatch(shown ->
                        shown.contains("p%40ss") || shown.contains("s3cret") || shown.contains("abc$def"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatItCantChangeSafely(String shape) {
        RailsFiles.Edits edits = files(text(shape, "before.env"), text(shape, "before.yml")).pointedAt(URANUS);

        Finding finding = Stream.concat(Stream.ofNullable(edits.environment()), edits.files().values().stream())
                .filter(Edit.Refused.class::isInstance).map(edit -> ((Edit.Refused) edit).finding()).findFirst().orElseThrow();
        assertThat((finding.code() + " " + finding.evidence().getOrDefault("variable", "")).strip()).isEqualTo(text(shape, "refused.txt").strip());
        assertThat(finding.hint()).isNotBlank();
        assertThat(finding.toString()).doesNotContain("p%40ss");
    }

    @Test
    void saysThatNoVariableCountsWhereNoneDoes() {
        assertThat(files("RAILS_ENV=production\n", "production:\n  host: a\n").pointedAt(URANUS).environment()).isNull();
    }

    @Test
    void showsWhichVariableChanges() {
        RailsFiles.Edits edits = files("A=1\nDATABASE_URL=mysql2://me:s3cret@mercury/secondhand_production\n", "production:\n  host: mercury\n")
                .pointedAt(URANUS);

        assertThat(edits.environment()).isInstanceOfSatisfying(Edit.Changed.class, changed -> assertThat(changed.difference()).isEqualTo("""
                @@ -2 +2 @@ shop.env
                -DATABASE_URL …mercury…
                +DATABASE_URL …192.168.178.66…"""));
    }

    @Test
    void namesTheAccountsOfTheVariablesAndOfTheFile() {
        assertThat(files("DATABASE_URL=mysql2://one:x@mercury/secondhand_production\nDB_USER=two\n",
                "production:\n  database: secondhand_production\n  username: <%= ENV['DB_USER'] %>\n").users()).containsExactly("one", "two");
    }

    @Test
    void takesNoNameOfAnAccountOutOfSomebodyElsesFile() {
        String yml = "production:\n  database: secondhand_production\n  username: <%= ENV['SMTP_PASSWORD'] %>\n";

        assertThat(files("SMTP_PASSWORD=hunter2\n", yml, true).users()).containsExactly("hunter2");
        assertThat(files("SMTP_PASSWORD=hunter2\n", yml, false).users()).isEmpty();
        assertThat(files("DATABASE_URL=mysql2://one:x@mercury/secondhand_production\n", yml, false).users()).containsExactly("one");
    }

    @ParameterizedTest
    @CsvSource({"mercury, true", "Mercury.example.com, true", "192.168.178.61, true", "127.0.0.1, true", "localhost, true",
        "mercury2, false", "hunter2, false", "192.168.178.99, false", "'', false", "hunter2.mercury, false"})
    void leadsOnlyAVariableThatNamesAServer(String value, boolean led) {
        Edit edit = files("DB_HOST=" + value + "\n", "production:\n  host: <%= ENV['DB_HOST'] %>\n").pointedAt(URANUS).environment();

        assertThat(edit).isInstanceOf(led ? Edit.Changed.class : Edit.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"mysql2://a:b@mercury/secondhand_production, true", "mysql2://a:b@mailer/secondhand_production, false", "hunter2, false",
        "mysql2://a:hunter2@reports.example/secondhand_production, false"})
    void leadsOnlyAVariableThatHoldsTheUrlOfAServer(String value, boolean led) {
        Edit edit = files("SHOP=" + value + "\n", "production:\n  url: <%= ENV['SHOP'] %>\n").pointedAt(URANUS).environment();

        assertThat(edit).isInstanceOf(led ? Edit.Changed.class : Edit.Refused.class);
        assertThat(edit.toString()).doesNotContain("hunter2");
    }

    @Test
    void takesNothingForSureOfAGroupWithSeveralDatabasesForWhichNoVariableSpeaks() {
        String several = "production:\n  one:\n    database: secondhand_production\n    host: <%= ENV['ELSEWHERE'] %>\n  two:\n    database: b\n";

        assertThat(files("DATABASE_URL=mysql2://one:x@mercury/secondhand_production\n", several).pointedAt(URANUS).files().get("database.yml"))
                .isInstanceOf(Edit.Refused.class);
    }

    /** Each step on a thread that nothing can interrupt: it would take failovers of all clusters with it. */
    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL=a%sz", "%sz DATABASE_URL", "DATABASE_URL=%s;%sz", "export%s DATABASE_URL z", "SetEnv%sDATABASE_URL%sa z"})
    void comesToAnEndWithALineOfBlanks(String line) {
        String blanks = " ".repeat(60_000 / line.split("%s").length);
        String text = line.formatted(blanks, blanks) + "\n";

        assertThat(Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> files(text, "production:\n  host: mercury\n").pointedAt(URANUS).environment()))
                .isInstanceOf(Edit.Refused.class);
    }

    private static RailsFiles files(String environment, String yml) {
        return files(environment, yml, true);
    }

    private static RailsFiles files(String environment, String yml, boolean own) {
        return new RailsFiles(Map.of("database.yml", DatabaseYml.of("database.yml", bytes(yml))), EnvironmentFile.of("shop.env", bytes(environment), SERVERS, own),
                "production", Set.copyOf(List.of("secondhand_production")));
    }

    private static String after(Edit edit, String before) {
        return switch (edit) {
            case Edit.Changed changed -> changed.text();
            case Edit.Refused refused -> refused.finding().toString();
            case null, default -> before;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String shape, String file) {
        try {
            return Files.readString(TABLE.resolve(shape).resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
