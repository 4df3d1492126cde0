package understudy.copy;

import java.util.List;

import understudy.mysql.Row;
import understudy.mysql.Server;

/** Tables whose engine can't be read as of one moment while others write. */
final class NonTransactional {

    private static final String QUESTION = """
            SELECT TABLE_SCHEMA AS db, TABLE_NAME AS name, ENGINE AS engine FROM information_schema.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE' AND ENGINE NOT IN ('InnoDB', 'MEMORY', 'BLACKHOLE')
              AND TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
            ORDER BY 1, 2 LIMIT 20""";

    private NonTransactional() {
    }

    static List<String> warnings(Server source, String host) {
        return source.query(QUESTION).stream().map(row -> warning(row, host)).toList();
    }

    private static String warning(Row row, String host) {
        return "The table " + row.text("db") + "." + row.text("name") + " on " + host + " is of the kind " + row.text("engine")
                + ": if it is written to during the copy, the proof at the end will find a difference.";
    }
}
