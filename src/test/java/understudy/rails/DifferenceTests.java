package understudy.rails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The danger: what shows a person how a file changes shows everybody its password. */
class DifferenceTests {

    private static final Path TABLE = Path.of("src/test/resources/rails/database-yml");

    private static String difference(String text) {
        Edit edit = DatabaseYml.of("database.yml", text.getBytes(StandardCharsets.UTF_8))
                .pointedAt("production", Set.of(), new SourceAddress("10.0.0.2", 3307));
        return edit instanceof Edit.Changed changed ? changed.difference() : edit.toString();
    }

    @Test
    void showsTheChangedLinesAndWhereTheyStand() {
        assertThat(difference("production:\n  host: mercury\n  socket: /run/my.sock\n  database: shop\n")).isEqualTo("""
                @@ -2 +2 @@ database.yml
                -  host: mercury
                +  host: 10.0.0.2
                @@ -3 +3 @@ database.yml
                -  socket: /run/my.sock
                +  # socket: /run/my.sock
                +  port: 3307""");
    }

    @Test
    void countsTheLinesThatWereAddedBefore() {
        assertThat(difference("production:\n  one:\n    database: a\n  two:\n    database: b\n")).isEqualTo("""
                @@ -4 +4 @@ database.yml
                +    host: 10.0.0.2
                +    port: 3307
                @@ -6 +8 @@ database.yml
                +    host: 10.0.0.2
                +    port: 3307""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{ host: mercury, password: s3cret, port: 3306 }          | -production: …mercury…3306… | +production: …10.0.0.2…3307…",
        "{ password: s3cret }                                     | -production: …              | +production: …, host: 10.0.0.2, port: 3307…",
        "{ url: 'mysql2://me:s3cret@mercury/d?sslkey=s3cret' }     | -production: …mercury…      | +production: …10.0.0.2:3307…"})
    void showsNothingOfALineThatHoldsMoreButWhatChanges(String group, String gone, String come) {
        assertThat(difference("production: " + group + "\n").lines().skip(1)
                .map(line -> line.charAt(0) + "production: " + line.substring(1))).containsExactly(gone, come);
    }

    @Test
    void showsOfAnAddressItsHostAlone() {
        assertThat(difference("production:\n  url: mysql2://me:s3cret@mercury/shop?password=s3cret\n")).isEqualTo("""
                @@ -2 +2 @@ database.yml
                -url …mercury…
                +url …10.0.0.2:3307…""");
    }

    static Stream<String> shapes() throws IOException {
        try (Stream<Path> folders = Files.list(TABLE)) {
            return folders.filter(folder -> Files.exists(folder.resolve("after.yml"))).map(folder -> folder.getFileName().toString())
                    .sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void repeatsNoPasswordOfAnyShape(String shape) throws IOException {
        String before = Files.readString(TABLE.resolve(shape).resolve("before.yml"));

        assertThat(DatabaseYml.of("database.yml", before.getBytes(StandardCharsets.UTF_8))
                .pointedAt("production", Set.of("secondhand_production"), new SourceAddress("10.20.30.40", 3310)))
                .isInstanceOfSatisfying(Edit.Changed.class, changed -> assertThat(changed.difference()).isNotBlank()
                        .doesNotContain("password", "secret", "mysql2://", "<%="));
    }
}
