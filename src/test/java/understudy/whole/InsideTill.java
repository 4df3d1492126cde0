package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import understudy.lab.LabHost;

/**
 * Somebody who sells on a host itself, over a session that no cut of the network touches: the writer who sits behind the same cut as
 * the source. Notes what the server acknowledged.
 */
final class InsideTill implements AutoCloseable {

    private static final String NOTES = "/var/tmp/inside.till";

    /** One session until the first thing goes wrong; it never connects again by itself, or a lost commit would look like a done one. */
    private static final String SELL = """
            touch NOTES; rm -f NOTES.over
            client="mysql --no-defaults -u pierre -psecondhand -S /run/mysqld/mysqld.sock -NBA --unbuffered --skip-reconnect secondhand_production"
            sell() {
              while [ ! -e NOTES.over ]; do
                receipt=inside-$(date +%s%N)
                echo "INSERT INTO sellings (event_id, receipt, created_at, updated_at) VALUES (1, '$receipt', NOW(), NOW()); SELECT '$receipt';"
                sleep 0.01
              done
            }
            while [ ! -e NOTES.over ]; do sell | $client >> NOTES 2> /dev/null; sleep 0.1; done
            """.replace("NOTES", NOTES);

    private final LabHost host;

    private InsideTill(LabHost host) {
        this.host = host;
    }

    static InsideTill open(LabHost host) {
        host.exec("rm -f " + NOTES + "; cat > " + NOTES + ".sh <<'SCRIPT'\n" + SELL + "SCRIPT\n"
                + "setsid bash " + NOTES + ".sh < /dev/null > /dev/null 2>&1 &");
        InsideTill till = new InsideTill(host);
        await("sales on " + host.name()).atMost(Duration.ofSeconds(60)).until(() -> till.acknowledged().size() > 50);
        return till;
    }

    /** The receipts of the sales that were acknowledged so far, in their order. */
    List<String> acknowledged() {
        return host.exec("cat " + NOTES).lines().toList();
    }

    /** Those that a server has, acknowledged or not. */
    static Set<String> at(LabHost host) throws SQLException {
        Set<String> receipts = new TreeSet<>();
        try (Connection connection = host.jdbc(); Statement statement = connection.createStatement(); ResultSet rows = statement
                .executeQuery("SELECT receipt FROM secondhand_production.sellings WHERE receipt LIKE 'inside-%'")) {
            while (rows.next()) {
                assertThat(receipts.add(rows.getString(1))).as("%s is there once", rows.getString(1)).isTrue();
            }
        }
        return receipts;
    }

    @Override
    public void close() {
        host.tryExec("touch " + NOTES + ".over");
    }
}
