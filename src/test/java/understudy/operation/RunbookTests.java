package understudy.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an admin holds in hand at 3 a.m. when the panel can't help. */
class RunbookTests {

    private final ScriptedStep only = new ScriptedStep("only");
    private TestPanel panel;

    @BeforeEach
    void build(@TempDir Path directory) {
        panel = new TestPanel(directory.resolve("panel.db"), List.of(only)).pointOfNoReturn("only");
        only.plan = () -> new Plan(List.of("sudo service mysql restart"), List.of("SET GLOBAL read_only = ON"),
                new Plan.FileDiff("/etc/mysql/my.cnf", "/etc/mysql/my.cnf.1", "-bind-address = 127.0.0.1\n+bind-address = 0.0.0.0"),
                List.of(new Plan.Change("bind_address", "127.0.0.1", "0.0.0.0")), List.of("The server restarts."));
        only.apply = (plan, journal) -> {
            only.done = true;
            journal.say("restarted");
            journal.result("writeOutageMillis", 7);
            return new Outcome.Applied("It listens on <b>0.0.0.0</b>.");
        };
    }

    @Test
    void holdsCommandsSqlDifferencesReasonsAndResults() {
        String id = panel.runsTo(OperationStatus.SUCCEEDED).id();

        assertThat(panel.operations.runbook(id).orElseThrow()).contains("# SWITCHOVER of cluster shop on uranus",
                "asked for by anna", "- writeOutageMillis: 7", "## 1. Do only on uranus (DONE)", "Because.",
                "**Point of no return:**", "> The server restarts.", "```sh\nsudo service mysql restart\n```",
                "```sql\nSET GLOBAL read_only = ON;\n```", "bind_address: 127.0.0.1 -> 0.0.0.0",
                "```diff\n-bind-address = 127.0.0.1\n+bind-address = 0.0.0.0\n```", "```text\nrestarted\n```",
                "step 1: about to act");
    }

    @Test
    void takesNothingForMarkup() {
        String id = panel.runsTo(OperationStatus.SUCCEEDED).id();

        assertThat(panel.operations.runbook(id).orElseThrow()).contains("It listens on \\<b\\>0.0.0.0\\</b\\>.")
                .doesNotContain("<b>");
    }

    @Test
    void isThereBeforeAnythingRan() {
        String id = panel.start(Pace.STEP);
        panel.awaits(id, OperationStatus.WAITING);

        assertThat(panel.operations.runbook(id).orElseThrow()).contains("sudo service mysql restart", "(PENDING)");
        assertThat(panel.operations.runbook("nobody")).isEmpty();
    }
}
