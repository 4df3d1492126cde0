package understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One vocabulary: the old words stand only where a server or an old document has to be spoken to. */
class WordingTests {

    private static final Pattern OLD_WORDS = Pattern.compile("master|slave", Pattern.CASE_INSENSITIVE);

    /** What somebody may search the page for, and the option names that servers still have. */
    private static final List<String> ALLOWED = List.of(
            "title=\"promote slave\"", "log_slave_updates", "--master-data", "mysql_slave", "rpl_semi_sync_master", "rpl_semi_sync_slave");

    /** Rooms that speak to servers in the servers' words. */
    private static final List<String> SPEAK_TO_SERVERS = List.of("src/main/java/understudy/mysql/");

    @Test
    void sourceAndReplicaAreTheOnlyWords() {
        assertThat(Stream.of("src/main", "frontend/js", "frontend/css", "frontend/icons").flatMap(WordingTests::lines)
                .filter(line -> OLD_WORDS.matcher(line.text()).find()))
                .as("old words outside the places that need them").isEmpty();
    }

    @Test
    void aSearchForTheOldWordsFindsThePromoteButton() {
        assertThat(lines("src/main/resources/templates/cluster/topology.html", false).map(Line::text))
                .anyMatch(text -> text.contains("title=\"promote slave\""));
    }

    private static Stream<Line> lines(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).map(Path::toString)
                    .filter(file -> SPEAK_TO_SERVERS.stream().noneMatch(file::startsWith)).sorted()
                    .flatMap(file -> lines(file, true)).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Line> lines(String file, boolean withoutAllowed) {
        try {
            return Files.readAllLines(Path.of(file)).stream().map(text -> new Line(file, withoutAllowed ? withoutAllowed(text) : text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String withoutAllowed(String text) {
        String rest = text;
        for (String phrase : ALLOWED) {
            rest = rest.replace(phrase, "");
        }
        return rest;
    }

    private record Line(String file, String text) {
    }
}
