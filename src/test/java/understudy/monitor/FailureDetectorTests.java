package understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import understudy.monitor.SymptomsTable.Row;

/** One test a row of {@code src/test/resources/diagnoses.md}. */
class FailureDetectorTests {

    static Stream<Row> rows() throws IOException {
        List<Row> rows = SymptomsTable.read(Files.readString(Path.of("src/test/resources/diagnoses.md")));
        assertThat(rows).as("situations in the table").hasSizeGreaterThan(40);
        assertThat(rows.stream().map(Row::verdict)).as("each verdict is somewhere").contains(Verdict.values());
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void saysWhatTheTableSays(Row row) {
        Diagnosis diagnosis = FailureDetector.of(row.symptoms());

        assertThat(diagnosis.verdict()).as("%s", diagnosis).isEqualTo(row.verdict());
        assertThat(diagnosis.leadsToFailover()).as("%s", diagnosis).isEqualTo(row.failover());
        if (!row.why().isEmpty()) {
            assertThat(diagnosis.whyNot()).contains(row.why());
        }
        assertThat(diagnosis.summary()).endsWith(".");
    }
}
