package understudy.mysql;

/** The one place where names and texts become SQL, for the statements that can't bind parameters. */
public final class Sql {

    private Sql() {
    }

    /** A name in backticks: database, table, column. */
    public static String name(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name for SQL: empty or with a NUL character");
        }
        return "`" + name.replace("`", "``") + "`";
    }

    /** A text in single quotes, safe under every sql_mode but NO_BACKSLASH_ESCAPES, which the panel's sessions never set. */
    public static String text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text for SQL can't hold a NUL character");
        }
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** An account, {@code 'user'@'host'}. */
    public static String account(String user, String host) {
        return text(user) + "@" + text(host);
    }
}
