package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.LabHost;

/**
 * The source's host loses its power. The danger: nobody can read what it hadn't sent, and nothing can fence it; what is lost must be
 * said, and a host that comes back by itself must not take writes beside the new source for longer than it takes to see it.
 */
@Tag("lab")
class SourceHostGoneScenario {

    @Test
    void takesOverAndSaysThatNothingWasFenced(@TempDir Path dir) throws Exception {
        Takeover.Outcome outcome = Takeover.after(dir, true, LabHost::cutPower, LabHost::powerOn);

        assertThat(outcome.operation().get("result").get("fenced").asBoolean()).isFalse();
        assertThat(outcome.operation().get("result").get("lostTransactions").get("atLeast").asBoolean()).isTrue();
        assertThat(outcome.ledger().twice()).isEmpty();
    }
}
