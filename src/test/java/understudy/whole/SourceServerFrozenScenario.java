package understudy.whole;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source's server is frozen: it holds every connection open and answers nobody. The danger: a failover that leaves it as it is, and
 * the moment at which it thaws, when it answers the commits that waited, beside a new source.
 */
@Tag("lab")
class SourceServerFrozenScenario {

    @Test
    void losesNothingAndNeverThaws(@TempDir Path dir) throws Exception {
        Takeover.Outcome outcome = Takeover.after(dir, false, host -> host.exec("pkill -STOP -x mysqld"), host -> host.tryExec("pkill -CONT -x mysqld"));

        outcome.losesNothing();
        outcome.isFenced();
    }
}
