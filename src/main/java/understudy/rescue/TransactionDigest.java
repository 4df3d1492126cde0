package understudy.rescue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code mysqlbinlog --verbose} prints, line by line, and remembers what a person needs to judge it: how many
 * transactions, which tables, how many rows, and the first rows themselves. Bounded, however much is read.
 */
final class TransactionDigest {

    /** This many rows are told in full. */
    static final int ROWS = 25;
    private static final int LONGEST_ROW = 400;

    private static final Pattern GTID = Pattern.compile("SET @@SESSION\\.GTID_NEXT= '([0-9a-fA-F-]{36}:[^']+)'.*");
    private static final Pattern ROW = Pattern.compile("### (INSERT INTO|UPDATE|DELETE FROM) `(.*)`\\.`(.*)`");
    private static final Pattern VALUE = Pattern.compile("###   (@\\d+=.*)");
    private static final Pattern NO_STATEMENT = Pattern.compile(
            "(?i)(#|/\\*!|SET |BEGIN\\b|COMMIT\\b|ROLLBACK\\b|use |DELIMITER |XA |BINLOG |'?/\\*!\\*/|--).*");

    private static final Pattern SECRET = Pattern.compile("(?i)\\b(identified|password)\\b");

    private final Map<String, Long> rowsByChange = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();
    private long transactions;
    private long rowsInAll;
    private boolean inBase64;
    private boolean inStatement;

    /** The next line, without its end; may be cut. */
    void line(String line) {
        Matcher gtid = GTID.matcher(line);
        Matcher change = ROW.matcher(line);
        Matcher value = VALUE.matcher(line);
        if (gtid.matches()) {
            endRow();
            transactions++;
        } else if (change.matches()) {
            endRow();
            beginRow(change.group(1), change.group(2) + "." + change.group(3));
        } else if (value.matches()) {
            add(" " + value.group(1));
        } else if (line.equals("### SET") || line.equals("### WHERE")) {
            add(row.isEmpty() ? "" : line.substring(3).toLowerCase(Locale.ROOT));
        } else {
            other(line);
        }
    }

    private void other(String line) {
        if (line.startsWith("BINLOG '")) {
            inBase64 = true;
        } else if (inBase64) {
            inBase64 = !line.startsWith("'");
        } else if (inStatement) {
            inStatement = !line.startsWith("/*!*/;");
        } else if (transactions > 0 && !line.isBlank() && !NO_STATEMENT.matcher(line).matches()) {
            endRow();
            inStatement = true;
            count("STATEMENT", "");
            add(SECRET.matcher(line).find() ? "a statement with a password, which stands in the file only" : cut(line));
            endRow();
        }
    }

    private void beginRow(String words, String table) {
        String kind = words.substring(0, words.indexOf(' ') < 0 ? words.length() : words.indexOf(' '));
        count(kind, table);
        row.append(kind).append(' ').append(table);
    }

    private void count(String kind, String table) {
        rowsInAll++;
        rowsByChange.merge((kind + " " + table).strip(), 1L, Long::sum);
    }

    private void add(String text) {
        if (row.length() < LONGEST_ROW) {
            row.append(text);
        }
    }

    private void endRow() {
        if (!row.isEmpty() && rows.size() < ROWS) {
            rows.add(cut(row.toString()));
        }
        row.setLength(0);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_ROW ? text : text.substring(0, LONGEST_ROW) + "…";
    }

    /** What was read so far. */
    Digest digest() {
        endRow();
        return new Digest(transactions, new LinkedHashMap<>(rowsByChange), List.copyOf(rows), rowsInAll > rows.size());
    }

    /**
     * What transactions did.
     *
     * @param transactions how many
     * @param rowsByChange rows by what happened to them, such as {@code INSERT shop.users}
     * @param rows the first rows, with their values
     * @param more whether there are more rows than those
     */
    record Digest(long transactions, Map<String, Long> rowsByChange, List<String> rows, boolean more) {

        /** Such as {@code 2 rows inserted into shop.users, 1 row changed in shop.items}. */
        String inWords() {
            return rowsByChange.isEmpty() ? "no row that could be read" : String.join(", ",
                    rowsByChange.entrySet().stream().map(entry -> words(entry.getKey(), entry.getValue())).toList());
        }

        private static String words(String change, long count) {
            String table = change.substring(change.indexOf(' ') + 1);
            String rows = count + (count == 1 ? " row " : " rows ");
            return switch (change.substring(0, Math.max(change.indexOf(' '), 0))) {
                case "INSERT" -> rows + "inserted into " + table;
                case "UPDATE" -> rows + "changed in " + table;
                case "DELETE" -> rows + "deleted from " + table;
                default -> count + (count == 1 ? " other statement" : " other statements");
            };
        }
    }
}
