package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** The transitions, compared pair by pair with the tables that people review. */
class TransitionTableTests {

    @Test
    void operationMovesAsTheTableSays() throws IOException {
        assertThat(asTable(OperationStatus.values(), OperationStatus::mayBecome)).isEqualTo(reviewed("operation-status.txt"));
    }

    @Test
    void stepMovesAsTheTableSays() throws IOException {
        assertThat(asTable(StepStatus.values(), StepStatus::mayBecome)).isEqualTo(reviewed("step-status.txt"));
    }

    private static <E extends Enum<E>> List<List<String>> asTable(E[] states, BiPredicate<E, E> may) {
        List<List<String>> rows = new ArrayList<>();
        for (E from : states) {
            List<String> row = new ArrayList<>(List.of(from.name()));
            for (E to : states) {
                row.add(to.name() + "=" + (may.test(from, to) ? "yes" : "."));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> reviewed(String file) throws IOException {
        try (var in = TransitionTableTests.class.getResourceAsStream("/operation/" + file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).toList();
            List<String> columns = Arrays.asList(lines.getFirst().replace("from \\ to", "").strip().split("\\s+"));
            return lines.stream().skip(1).map(line -> row(line, columns)).toList();
        }
    }

    private static List<String> row(String line, List<String> columns) {
        String[] cells = line.split("\\s+");
        List<String> row = new ArrayList<>(List.of(cells[0]));
        for (int i = 1; i < cells.length; i++) {
            row.add(columns.get(i - 1) + "=" + cells[i]);
        }
        return row;
    }
}
