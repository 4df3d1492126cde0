package understudy.copy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;
import understudy.mysql.SqlSession;

/**
 * The databases of a server that aren't the server's own, with their sizes.
 *
 * @param sizes by name, in bytes
 */
record UserDatabases(Map<String, Size> sizes) {

    /** Created on a replica before its data are replaced, and dropped when they are complete: see {@link ReplicaData}. */
    static final String UNFINISHED_COPY = "understudy_unfinished_copy";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String QUESTION = """
            SELECT s.SCHEMA_NAME AS name, COALESCE(SUM(t.DATA_LENGTH), 0) AS data, COALESCE(SUM(t.INDEX_LENGTH), 0) AS indexes
            FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
            WHERE s.SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
            GROUP BY s.SCHEMA_NAME ORDER BY s.SCHEMA_NAME""";

    static String drop(String database) {
        return "DROP DATABASE IF EXISTS " + Sql.name(database);
    }

    static String markUnfinished() {
        return "CREATE DATABASE IF NOT EXISTS " + Sql.name(UNFINISHED_COPY);
    }

    static UserDatabases of(Server server) {
        try (SqlSession session = server.open(LIMIT)) {
            // else the sizes may be a day old
            session.execute("SET SESSION information_schema_stats_expiry = 0");
            Map<String, Size> sizes = new LinkedHashMap<>();
            for (Row row : session.query(QUESTION)) {
                sizes.put(row.text("name"), new Size(row.number("data"), row.number("indexes")));
            }
            return new UserDatabases(sizes);
        }
    }

    /** Whether a copy was begun here and never finished. */
    boolean unfinishedCopy() {
        return sizes.containsKey(UNFINISHED_COPY);
    }

    /** Their names, without the mark of an unfinished copy. */
    List<String> names() {
        return sizes.keySet().stream().filter(name -> !name.equals(UNFINISHED_COPY)).toList();
    }

    long dataBytes() {
        return sizes.values().stream().mapToLong(Size::data).sum();
    }

    long bytes() {
        return sizes.values().stream().mapToLong(Size::bytes).sum();
    }

    String sizeOf(String name) {
        Size size = sizes.get(name);
        return size == null ? "absent" : Amount.of(size.bytes());
    }

    /** @param data of the rows, in bytes; @param indexes of the further indexes, in bytes */
    record Size(long data, long indexes) {

        long bytes() {
            return data + indexes;
        }
    }
}
