package understudy.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;

/**
 * A table as its server describes it.
 *
 * @param database its database
 * @param name its name
 * @param columns those that hold data, in their order
 * @param definition columns and indexes in full, for comparison
 * @param numericKey the first column of its primary key if that is a whole number, or null
 * @param rows roughly how many
 * @param bytes roughly how large its rows are
 */
record TableShape(
        String database, String name, List<Column> columns, List<String> definition, @Nullable String numericKey, long rows,
        long bytes) {

    private static final List<String> LONG = List.of("tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob",
            "mediumblob", "longblob", "json");
    private static final List<String> OPAQUE = List.of("geometry", "point", "linestring", "polygon", "multipoint",
            "multilinestring", "multipolygon", "geomcollection", "geometrycollection", "vector");
    private static final List<String> WHOLE = List.of("tinyint", "smallint", "mediumint", "int", "bigint");

    /** A column. @param type in a word, such as {@code varchar} */
    record Column(String name, String type) {

        /** Its value as bytes, so that no two values look alike and NULL looks like none; long ones as their digest. */
        String canonical() {
            String value = Sql.name(name);
            if (OPAQUE.contains(type)) {
                return "COALESCE(SHA2(HEX(" + value + "), 256), '-')";
            }
            String bytes = "CAST(" + value + " AS BINARY)";
            return LONG.contains(type) ? "COALESCE(SHA2(" + bytes + ", 256), '-')"
                    : "COALESCE(CONCAT(LENGTH(" + bytes + "), ':', " + bytes + "), '-')";
        }
    }

    String fullName() {
        return database + "." + name;
    }

    String sqlName() {
        return Sql.name(database) + "." + Sql.name(name);
    }

    /**
     * The question for count and sum of all rows' digests. A sum, because it doesn't depend on the rows' order and still tells
     * two equal rows from none.
     *
     * @param where a condition with its keyword, or nothing
     */
    String checksum(String where) {
        String row = columns.isEmpty() ? "'-'" : "CONCAT(" + String.join(", ", columns.stream().map(Column::canonical).toList()) + ")";
        return "SELECT COUNT(*) AS counted, COALESCE(SUM(CAST(CONV(LEFT(SHA2(" + row + ", 256), 15), 16, 10) AS UNSIGNED)), 0)"
                + " AS digest FROM " + sqlName() + where;
    }

    /** The tables of a database, by name; views aren't tables. */
    static Map<String, TableShape> of(Server server, String database) {
        Map<String, List<Row>> columns = byTable(server.query("""
                SELECT TABLE_NAME AS tbl, COLUMN_NAME AS col, DATA_TYPE AS kind, COLUMN_TYPE AS full_type, IS_NULLABLE AS nullable,
                  COLLATION_NAME AS collated, EXTRA AS extra, GENERATION_EXPRESSION AS expression
                FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION""", database));
        Map<String, List<Row>> indexes = byTable(server.query("""
                SELECT TABLE_NAME AS tbl, INDEX_NAME AS idx, SEQ_IN_INDEX AS seq, COLUMN_NAME AS col, NON_UNIQUE AS shared,
                  SUB_PART AS prefix, INDEX_TYPE AS kind, EXPRESSION AS expression
                FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""", database));
        Map<String, TableShape> tables = new LinkedHashMap<>();
        for (Row table : server.query("""
                SELECT TABLE_NAME AS tbl, COALESCE(TABLE_ROWS, 0) AS rows_about, COALESCE(DATA_LENGTH, 0) AS bytes
                FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME""", database)) {
            String name = table.text("tbl");
            tables.put(name, shape(database, table, columns.getOrDefault(name, List.of()), indexes.getOrDefault(name, List.of())));
        }
        return tables;
    }

    private static Map<String, List<Row>> byTable(List<Row> rows) {
        Map<String, List<Row>> sorted = new LinkedHashMap<>();
        rows.forEach(row -> sorted.computeIfAbsent(row.text("tbl"), table -> new ArrayList<>()).add(row));
        return sorted;
    }

    private static TableShape shape(String database, Row table, List<Row> columns, List<Row> indexes) {
        List<String> definition = new ArrayList<>();
        columns.forEach(row -> definition.add(row.values().toString()));
        indexes.forEach(row -> definition.add(row.values().toString()));
        List<Column> stored = columns.stream().filter(row -> !row.text("extra").contains("VIRTUAL GENERATED"))
                .map(row -> new Column(row.text("col"), row.text("kind"))).toList();
        return new TableShape(database, table.text("tbl"), stored, List.copyOf(definition), numericKey(stored, indexes),
                table.number("rows_about"), table.number("bytes"));
    }

    private static @Nullable String numericKey(List<Column> columns, List<Row> indexes) {
        return indexes.stream().filter(row -> row.text("idx").equals("PRIMARY") && row.number("seq") == 1)
                .map(row -> row.text("col"))
                .filter(key -> columns.stream().anyMatch(column -> column.name().equals(key) && WHOLE.contains(column.type())))
                .findFirst().orElse(null);
    }
}
