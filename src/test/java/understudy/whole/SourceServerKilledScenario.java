package understudy.whole;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.LabHost;

/**
 * The source's server is killed in the middle of its sales. The danger: a sale that was acknowledged and not yet sent is thrown away,
 * although it lies on a disk that can be read; or the server is started again by somebody and takes writes beside the new source.
 */
@Tag("lab")
class SourceServerKilledScenario {

    @Test
    void losesNothingAndStaysClosed(@TempDir Path dir) throws Exception {
        Takeover.Outcome outcome = Takeover.after(dir, false, LabHost::killServer, host -> { });

        outcome.losesNothing();
        outcome.isFenced();
    }
}
