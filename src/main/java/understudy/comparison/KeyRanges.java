package understudy.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import understudy.mysql.Row;
import understudy.mysql.Sql;
import understudy.mysql.SqlSession;

/** Cuts a table along its numeric key into pieces of a size that a server checks in a moment. */
final class KeyRanges {

    private static final long PIECE = 100_000;
    /** The row count is the server's guess; whatever it says, the pieces are not more than these. */
    private static final long MOST = 20_000;

    private KeyRanges() {
    }

    /** The conditions that together name each row once; a table without a numeric key, or a small one, is one piece. */
    static List<String> of(TableShape table, SqlSession snapshot) {
        String key = table.numericKey();
        if (key == null || table.rows() <= PIECE) {
            return List.of("");
        }
        Row ends = snapshot.query("SELECT MIN(" + Sql.name(key) + ") AS first, MAX(" + Sql.name(key) + ") AS last FROM "
                + table.sqlName()).getFirst();
        return ranges(key, number(ends.get("first")), number(ends.get("last")), table.rows());
    }

    private static @Nullable BigInteger number(@Nullable String text) {
        return text == null ? null : new BigInteger(text);
    }

    /** The outer pieces are open, so that rows beyond what the source has are seen on the replica too. */
    static List<String> ranges(String key, @Nullable BigInteger first, @Nullable BigInteger last, long rows) {
        if (first == null || last == null) {
            return List.of("");
        }
        String name = Sql.name(key);
        BigInteger pieces = BigInteger.valueOf(Math.min(rows / PIECE + 1, MOST));
        BigInteger width = last.subtract(first).divide(pieces).add(BigInteger.ONE);
        List<BigInteger> cuts = new ArrayList<>();
        for (BigInteger cut = first.add(width); cut.compareTo(last) <= 0; cut = cut.add(width)) {
            cuts.add(cut);
        }
        if (cuts.isEmpty()) {
            return List.of("");
        }
        List<String> conditions = new ArrayList<>();
        conditions.add(" WHERE " + name + " < " + cuts.getFirst());
        for (int i = 1; i < cuts.size(); i++) {
            conditions.add(" WHERE " + name + " >= " + cuts.get(i - 1) + " AND " + name + " < " + cuts.get(i));
        }
        conditions.add(" WHERE " + name + " >= " + cuts.getLast());
        return conditions;
    }
}
