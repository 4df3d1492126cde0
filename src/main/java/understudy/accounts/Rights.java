package understudy.accounts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import understudy.mysql.Sql;

/** What an account may do with some databases, out of the statements by which the server describes its privileges. Pure. */
record Rights(Set<Right> all) {

    private static final String GRANT = "GRANT ";
    private static final String ON = " ON ";
    private static final List<String> KINDS = List.of("TABLE ", "FUNCTION ", "PROCEDURE ");
    private static final String EVERYTHING = "ALL PRIVILEGES";
    private static final String EVERYWHERE = "*.*";

    /** Of the privileges that can be given on everything: those that are about a database's tables. */
    private static final Set<String> ON_TABLES = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER",
            "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT",
            "TRIGGER", EVERYTHING);

    /** One privilege. @param on what, as the server writes it, such as {@code `secondhand_production`.*} */
    record Right(String privilege, String on) {

        /** Whether it is as much as the other one, or more. */
        boolean covers(Right other) {
            return (privilege.equals(EVERYTHING) || privilege.equals(other.privilege()))
                    && (on.equals(EVERYWHERE) || on.equals(other.on()) || on.endsWith(".*") && other.on().startsWith(on.substring(0, on.length() - 1)));
        }

        @Override
        public String toString() {
            return privilege + " on " + on.replace("`", "");
        }
    }

    /** @param grants as {@code SHOW GRANTS} says them */
    static Rights of(List<String> grants) {
        Set<Right> all = new LinkedHashSet<>();
        for (String grant : grants) {
            int to = Math.max(grant.lastIndexOf(" TO `"), grant.lastIndexOf(" TO '"));
            int on = grant.lastIndexOf(ON, to - 1);
            if (grant.startsWith(GRANT) && on > GRANT.length() && on + ON.length() < to) {
                String what = KINDS.stream().filter(kind -> grant.startsWith(kind, on + ON.length())).findFirst().orElse("");
                String name = grant.substring(on + ON.length() + what.length(), to);
                privileges(grant.substring(GRANT.length(), on)).forEach(privilege -> all.add(new Right(privilege, name)));
            }
        }
        return new Rights(all);
    }

    /** The columns that stand in brackets belong to their privilege. In one pass, however long it is. */
    private static List<String> privileges(String listed) {
        List<String> found = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int at = 0; at <= listed.length(); at++) {
            char c = at == listed.length() ? ',' : listed.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (at == listed.length() || c == ',' && depth == 0) {
                found.add(listed.substring(from, at).strip());
                from = at + 1;
            }
        }
        found.remove("USAGE");
        return found;
    }

    /** What the other account may do with these databases and this one may not. */
    List<Right> lacking(Rights other, List<String> databases) {
        return other.all().stream().flatMap(right -> about(right, databases))
                .filter(right -> all.stream().noneMatch(own -> covers(own, right))).distinct().toList();
    }

    /** The same right, for each of these databases that it is about. */
    private static Stream<Right> about(Right right, List<String> databases) {
        if (right.on().equals(EVERYWHERE)) {
            return ON_TABLES.contains(right.privilege()) ? databases.stream().map(name -> new Right(right.privilege(), Sql.name(name) + ".*")) : Stream.empty();
        }
        return databases.stream().filter(name -> isOn(right, name))
                .map(name -> new Right(right.privilege(), Sql.name(name) + right.on().substring(right.on().lastIndexOf("`.") + 1)));
    }

    private boolean covers(Right own, Right wanted) {
        String database = wanted.on().substring(1, wanted.on().indexOf("`."));
        return own.covers(wanted) || isOn(own, database)
                && new Right(own.privilege(), Sql.name(database) + own.on().substring(own.on().lastIndexOf("`.") + 1)).covers(wanted);
    }

    /** A database may be named by a pattern there. */
    private static boolean isOn(Right right, String database) {
        int end = right.on().lastIndexOf("`.");
        if (end < 1 || !right.on().startsWith("`")) {
            return false;
        }
        String named = right.on().substring(1, end).replace("``", "`");
        if (named.equals(database)) {
            return true;
        }
        return right.on().endsWith("`.*") && Like.matches(named, database);
    }
}
