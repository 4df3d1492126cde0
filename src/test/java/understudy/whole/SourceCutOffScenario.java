package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.LabHost;

/**
 * The source's host is cut off from everybody. The danger: it still runs, takes writes from whoever sits behind the same cut, and
 * comes back open. Nothing but a fence can prevent that; the panel closes it within a look of its return.
 */
@Tag("lab")
class SourceCutOffScenario {

    @Test
    void takesOverAndSaysThatNothingWasFenced(@TempDir Path dir) throws Exception {
        Takeover.Outcome outcome = Takeover.after(dir, true, LabHost::disconnect, LabHost::reconnect);

        assertThat(outcome.operation().get("result").get("fenced").asBoolean()).isFalse();
        assertThat(outcome.operation().get("result").get("lostTransactions").get("atLeast").asBoolean()).isTrue();
        assertThat(outcome.ledger().twice()).isEmpty();
    }
}
