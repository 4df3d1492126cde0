package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;

/** Stored names and stored parameters: what an operation of last week needs to go on today. */
class StepCatalogTests {

    private final StoredJson json = new StoredJson();

    /** Parameters with one of everything that steps use. */
    record Everything(String host, int port, long bytes, boolean restart, @Nullable String socket, Duration timeout,
            List<String> databases, Map<String, String> options, Nested nested, Colour colour) {
    }

    record Nested(String name, List<Long> sizes) {
    }

    enum Colour { RED, GREEN }

    private static final Everything ALL = new Everything("mercury's \"host\" $ ` é", 3306, 1L << 40, true, null,
            Duration.ofSeconds(90), List.of("secondhand_production"), Map.of("server_id", "7"),
            new Nested("n", List.of(1L, 2L)), Colour.GREEN);

    @Test
    void storesParametersAsTheReviewedFileSays() throws IOException {
        String reviewed = resource("stored-parameters.json").strip();

        assertThat(json.write(ALL)).isEqualTo(reviewed);
        assertThat(json.readParameters(reviewed, Everything.class)).isEqualTo(ALL);
    }

    private static String resource(String name) throws IOException {
        try (var in = StepCatalogTests.class.getResourceAsStream("/operation/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusesToStartWithTwoStepsOfOneName() {
        List<Step<?>> twice = List.of(new ScriptedStep("close-server"), new ScriptedStep("close-server"));

        assertThatThrownBy(() -> new StepCatalog(twice, json)).hasMessageContaining("close-server");
    }

    @Test
    void refusesANameItDoesNotKnow() {
        assertThatThrownBy(() -> new StepCatalog(List.of(), json).call(order("close-server", "{}")))
                .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.finding().code()).isEqualTo("StepUnknown"));
    }

    @Test
    void refusesParametersThatItWouldOnlyHalfUnderstand() {
        StepCatalog catalog = new StepCatalog(List.of(new ScriptedStep("close-server")), json);

        for (String stored : List.of("{\"value\":\"x\",\"onlyOnPort\":3306}", "{}", "nonsense")) {
            assertThatThrownBy(() -> catalog.call(order("close-server", stored))).as(stored)
                    .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.finding().code()).isEqualTo("StepUnreadable"));
        }
    }

    private static StepRun.Order order(String name, String parameters) {
        return new StepRun.Order(1, new StepName(name), null, parameters, false);
    }

    @Test
    void refusesAPlanWithAnotherStepsParameters() {
        StepCatalog catalog = new StepCatalog(List.of(new ScriptedStep("close-server")), json);

        assertThatThrownBy(() -> catalog.call(new PlannedStep(new StepName("close-server"), null, new Nested("n", List.of()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAPlanAgainAsItWasWritten() {
        Plan plan = new Plan(List.of("sudo service mysql restart"), List.of("SET GLOBAL read_only = ON"),
                new Plan.FileDiff("/etc/mysql/my.cnf", "/etc/mysql/my.cnf.1", "-a\n+b"),
                List.of(new Plan.Change("bind_address", "127.0.0.1", "0.0.0.0")), List.of("It restarts."));

        assertThat(json.read(json.write(plan), Plan.class)).isEqualTo(plan);
        assertThat(json.read(json.write(Plan.ofSql("SELECT 1")), Plan.class)).isEqualTo(Plan.ofSql("SELECT 1"));
    }
}
