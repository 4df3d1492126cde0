package understudy.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import understudy.mysql.GtidSet;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;

/** Which files of a server's binary log hold some transactions: told by the set that each file begins with. */
final class BinlogFiles {

    private BinlogFiles() {
    }

    /** Paths on the server's host, in the log's order; empty when the log has none of them any more. */
    static List<String> holding(Server server, GtidSet wanted) {
        String base = server.variables("log_bin_basename").getOrDefault("log_bin_basename", "");
        String directory = base.substring(0, base.lastIndexOf('/') + 1);
        List<String> names = server.query(server.dialect().showBinaryLogs()).stream().map(row -> row.text("Log_name")).toList();
        List<String> holding = new ArrayList<>();
        GtidSet left = wanted;
        for (int i = names.size() - 1; i >= 0 && !left.isEmpty(); i--) {
            GtidSet before = before(server, names.get(i));
            if (!left.minus(before).isEmpty()) {
                holding.addFirst(directory + names.get(i));
            }
            left = left.intersection(before);
        }
        return holding;
    }

    /** What had been executed when this file was begun. */
    private static GtidSet before(Server server, String name) {
        Optional<Row> event = server.query("SHOW BINLOG EVENTS IN " + Sql.text(name) + " LIMIT 3").stream()
                .filter(row -> row.text("Event_type").equals("Previous_gtids")).findFirst();
        return event.map(row -> GtidSet.of(row.text("Info"))).orElse(GtidSet.empty());
    }
}
