package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import understudy.lab.LabHost;
import understudy.lab.Ledger;

/** What must be true after an operation that was cut off in every way: all rows, one writable server, and nothing lying about. */
final class Aftermath {

    /** Of ours: trial files, half-written ones, scripts' folders. Dated backups and the panel's own small database may stay. */
    private static final String FILES = """
            find /etc /tmp /var/tmp /var/lib/mysql /home /root \\( -name '*understudy*' -o -path '/tmp/tmp.*' \\) -print 2>/dev/null \
            | grep -Ev '\\.understudy-[0-9]{8}-[0-9]{6}$|^/var/lib/mysql/understudy(/|$)' || true""";

    /** Of ours and older than any command that the panel runs to watch. */
    private static final String PROCESSES =
            "pgrep -O 25 -xl 'mysql|mysqldump|mysqlbinlog'; pgrep -O 25 -fl understudy-job; true";

    /** Options that stand in the files more than once. */
    private static final String TWICE = "my_print_defaults mysqld | sed 's/=.*//' | tr _ - | sort | uniq -d";

    private Aftermath() {
    }

    /** To be compared with later: what the distribution itself says twice. */
    static String optionsTwice(LabHost host) {
        return host.exec(TWICE);
    }

    static void nothingLiesAbout(LabHost host) {
        await(host.name() + " has nothing lying about").atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
            assertThat(host.exec(FILES)).as("files on %s", host.name()).isEmpty();
            assertThat(host.exec(PROCESSES)).as("processes on %s", host.name()).isEmpty();
        });
    }

    static void isClean(Pair pair, Ledger ledger, String source) throws Exception {
        pair.client.awaitHealthy(Pair.CLUSTER);
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            String closed = host.name().equals(source) ? "0\t0" : "1\t1";
            assertThat(host.sql("SELECT @@global.read_only, @@global.super_read_only")).as(host.name()).isEqualTo(closed);
            nothingLiesAbout(host);
            assertThat(Integer.parseInt(host.sql("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'understudy'")))
                    .as("sessions of the panel on %s", host.name()).isLessThan(12);
            assertThat(host.sql("SELECT COUNT(*) FROM mysql.user WHERE Repl_slave_priv = 'Y' AND Select_priv = 'N'"))
                    .as("replication accounts on %s", host.name()).isEqualTo("1");
        }
        String replica = source.equals("mercury") ? "uranus" : "mercury";
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, Map.of("kind", "CHECK_DATA", "host", replica)));
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
            assertThat(comparison.acknowledged()).isPositive();
        }
    }
}
