package understudy.topology;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** What a host, a cluster and a database may be called. */
final class Names {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int LONGEST_DATABASE = 64;
    private static final Set<String> OF_THE_SERVER = Set.of("mysql", "sys", "information_schema", "performance_schema", "understudy");

    private Names() {
    }

    /** A name that is its own in every URL, file name and log line. */
    static void requirePlain(String kind, String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw refused("NameRefused", "\"" + printable(name) + "\" can't be a " + kind + "'s name.",
                    "Use 1 to 63 letters (a-z), digits, dots, hyphens and underscores, beginning with a letter or digit.");
        }
    }

    /** Names as the server takes them, quotes and all, but not its own databases. */
    static void requireDatabases(List<String> databases) {
        if (databases.isEmpty()) {
            throw refused("DatabasesMissing", "The cluster serves no database.", "Name at least one database.");
        }
        if (databases.stream().distinct().count() != databases.size()) {
            throw refused("DatabaseTwice", "A database is named twice.", "Name each database once.");
        }
        databases.forEach(Names::requireDatabase);
    }

    private static void requireDatabase(String name) {
        boolean unspeakable = name.isBlank() || name.indexOf('\0') >= 0 || name.endsWith(" ")
                || name.codePointCount(0, name.length()) > LONGEST_DATABASE
                || name.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        if (unspeakable) {
            throw refused("DatabaseNameRefused", "\"" + printable(name) + "\" can't be a database's name.",
                    "A database's name has 1 to 64 characters, none of them beyond the basic plane, and doesn't end with a space.");
        }
        if (OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused("DatabaseOfTheServer", "The database " + name + " belongs to the server or the panel itself.",
                    "Name the application's databases.");
        }
    }

    private static String printable(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= 70 ? visible : visible.substring(0, 70) + "…";
    }

    private static Problem refused(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
