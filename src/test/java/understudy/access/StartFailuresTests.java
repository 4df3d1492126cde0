package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import understudy.finding.Finding;
import understudy.finding.Problem;

class StartFailuresTests {

    @Test
    void tellsWhatForbidsTheStartAndWhatToDo() {
        Problem missing = new Problem(Finding.blocker("SecretKeyMissing", null, "The key is missing.", "Restore it."));

        FailureAnalysis told = new StartFailures().analyze(new IllegalStateException("bean", missing));

        assertThat(told).isNotNull();
        assertThat(told.getDescription()).isEqualTo("The key is missing.");
        assertThat(told.getAction()).isEqualTo("Restore it.");
    }

    @Test
    void leavesOtherFailuresToOthers() {
        assertThat(new StartFailures().analyze(new IllegalStateException("bean"))).isNull();
    }
}
