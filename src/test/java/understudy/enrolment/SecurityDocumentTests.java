package understudy.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import understudy.mysql.Dialect;
import understudy.mysql.PanelPrivileges;

/** The page that an admin reads before giving the panel its rights says what it really gets, no less and no more. */
class SecurityDocumentTests {

    @Test
    void namesExactlyThePrivilegesOfThePanelsAccount() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/security.md")).stream()
                .filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1]).toList();
        TreeSet<String> documented = rows.stream().flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(
                PanelPrivileges.of(Dialect.of("9.7.4", "any")).names().collect(Collectors.toCollection(TreeSet::new)));
    }
}
