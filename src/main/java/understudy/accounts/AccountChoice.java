package understudy.accounts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.Row;
import understudy.mysql.SqlSession;
import understudy.topology.Cluster;

/**
 * Which accounts of a source the application needs: those with privileges on the cluster's databases, the roles that they have,
 * and those with privileges on everything, unless they are administrators.
 *
 * @param roles in an order in which they can be made
 * @param users the others
 * @param administrators accounts that may use the databases because they may do anything; they aren't copied
 */
record AccountChoice(List<Name> roles, List<Name> users, List<Name> administrators) {

    /** An account's name. */
    record Name(String user, String host) {

        static Name of(Row row) {
            return new Name(row.text("user"), row.text("host"));
        }
    }

    private record Edge(Name role, Name to) {
    }

    private static final String ON_DATABASE = """
            SELECT user, host FROM mysql.db WHERE ? LIKE db
            UNION SELECT user, host FROM mysql.tables_priv WHERE db = ?
            UNION SELECT user, host FROM mysql.columns_priv WHERE db = ?
            UNION SELECT user, host FROM mysql.procs_priv WHERE db = ?""";

    private static final String EVERYWHERE = """
            SELECT user, host, Super_priv = 'Y' OR Create_user_priv = 'Y' OR Shutdown_priv = 'Y' AS admin FROM mysql.user
            WHERE 'Y' IN (Select_priv, Insert_priv, Update_priv, Delete_priv, Execute_priv)""";

    private static final Set<String> NEVER = Set.of("", "root", "debian-sys-maint", "mariadb.sys", PanelPrivileges.USER);

    static AccountChoice on(SqlSession session, Cluster cluster) {
        Set<Name> chosen = new LinkedHashSet<>();
        for (String database : cluster.databases()) {
            session.query(ON_DATABASE, database, database, database, database).forEach(row -> chosen.add(Name.of(row)));
        }
        Set<Name> administrators = new LinkedHashSet<>();
        for (Row row : session.query(EVERYWHERE)) {
            if (row.number("admin") == 0) {
                chosen.add(Name.of(row));
            } else if (!chosen.contains(Name.of(row))) {
                administrators.add(Name.of(row));
            }
        }
        Stream.of(chosen, administrators).forEach(names -> names.removeIf(name -> NEVER.contains(name.user())
                || name.user().startsWith("mysql.") || name.user().equals(cluster.replicationUser())));
        return withRoles(session, chosen, administrators);
    }

    private static AccountChoice withRoles(SqlSession session, Set<Name> chosen, Set<Name> administrators) {
        List<Edge> edges = session.query("SELECT from_user, from_host, to_user, to_host FROM mysql.role_edges").stream()
                .map(row -> new Edge(new Name(row.text("from_user"), row.text("from_host")),
                        new Name(row.text("to_user"), row.text("to_host")))).toList();
        // whoever has a role with privileges has them too; and whoever is copied needs all of its roles
        spread(edges, chosen, true);
        spread(edges, chosen, false);
        Set<Name> roleNames = edges.stream().map(Edge::role).collect(Collectors.toSet());
        administrators.removeAll(chosen);
        return new AccountChoice(chosen.stream().filter(roleNames::contains).toList(),
                chosen.stream().filter(name -> !roleNames.contains(name)).toList(), List.copyOf(administrators));
    }

    private static void spread(List<Edge> edges, Set<Name> chosen, boolean toHolders) {
        boolean more = true;
        while (more) {
            more = false;
            for (Edge edge : edges) {
                more |= toHolders ? chosen.contains(edge.role()) && chosen.add(edge.to())
                        : chosen.contains(edge.to()) && chosen.add(edge.role());
            }
        }
    }
}
