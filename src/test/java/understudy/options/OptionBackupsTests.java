package understudy.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.operation.Plan;

/** The danger: a way back that goes too far, and takes a replica's read_only of last week along. */
class OptionBackupsTests {

    private static final String FILE = "/etc/mysql/my.cnf";

    private static List<Plan.Change> found(String... backups) {
        return OptionBackups.changes(List.of(backups), 100);
    }

    private static String made(long at, String stamp) {
        return at + " " + FILE + ".understudy-" + stamp;
    }

    @Test
    void takesBackTheLastChangeBeforeEarlierOnes() {
        assertThat(found(made(110, "20261101-080000"), FILE, made(120, "20261102-080000"), FILE, made(130, "20261103-080000"), FILE))
                .containsExactly(
                        new Plan.Change("file " + FILE, FILE + ".understudy-20261103-080000", OptionBackups.FIRST),
                        new Plan.Change("file " + FILE, FILE + ".understudy-20261101-080000", OptionBackups.SECOND));
    }

    @Test
    void triesOneBackupOnlyOnce() {
        assertThat(found(made(110, "20261101-080000"), FILE)).singleElement()
                .extracting(Plan.Change::then).isEqualTo(OptionBackups.FIRST);
    }

    @Test
    void leavesFilesAloneThatTheLastChangeDidNotTouch() {
        String other = "/etc/mysql/conf.d/other.cnf";
        assertThat(found("110 " + other + ".understudy-20261101-080000", other, made(120, "20261102-080000"), FILE))
                .containsExactly(
                        new Plan.Change("file " + FILE, FILE + ".understudy-20261102-080000", OptionBackups.FIRST),
                        new Plan.Change("file " + other, other + ".understudy-20261101-080000", OptionBackups.SECOND));
    }

    @Test
    void knowsNoWayBackToBeforeTheServersStart() {
        assertThat(found(made(99, "20261101-080000"), FILE)).isEmpty();
    }
}
