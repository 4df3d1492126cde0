package understudy.accounts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;

/**
 * One of a server's accounts of the same name, as the server keeps it.
 *
 * @param letsIn from which host
 * @param plugin by which it proves itself
 * @param kept what shows whose password it takes, never told
 */
record AccountEntry(String letsIn, String plugin, String kept, boolean locked, Rights rights) {

    /** Far more than any application has: a server that lies could go on for ever, with everything kept in memory. */
    private static final int MOST_ACCOUNTS = 50;
    private static final int MOST_ROLES = 200;
    private static final int MOST_CHARACTERS = 64 * 1024;

    /** @throws Problem when the server can't be asked; AccountUnclear, a warning, when it says more than can be looked at */
    static List<AccountEntry> of(Server server, String serverName, String user) {
        List<Row> rows = server.query("SELECT host, plugin, HEX(authentication_string) AS kept, account_locked, password_expired"
                + " FROM mysql.user WHERE user = ? LIMIT " + (MOST_ACCOUNTS + 1), user);
        require(rows.size() <= MOST_ACCOUNTS, serverName, user);
        return rows.stream().map(row -> new AccountEntry(row.text("host"), row.text("plugin"), row.text("kept"),
                row.text("account_locked").equals("Y") || row.text("password_expired").equals("Y"),
                Rights.of(grants(server, serverName, new Name(user, row.text("host")))))).toList();
    }

    private record Name(String user, String host) {
    }

    /** Its own and those of its roles, each once. */
    private static List<String> grants(Server server, String serverName, Name account) {
        List<String> all = new ArrayList<>();
        Set<Name> seen = new HashSet<>(Set.of(account));
        Deque<Name> left = new ArrayDeque<>(seen);
        long characters = 0;
        while (!left.isEmpty()) {
            Name next = left.removeFirst();
            for (Row row : server.query("SHOW GRANTS FOR " + Sql.account(next.user(), next.host()))) {
                String grant = row.values().values().stream().findFirst().map(String::valueOf).orElse("");
                characters += grant.length();
                require(characters <= MOST_CHARACTERS, serverName, account.user());
                all.add(grant);
            }
            for (Row row : server.query("SELECT from_user, from_host FROM mysql.role_edges WHERE to_user = ? AND to_host = ? LIMIT "
                    + (MOST_ROLES + 1), next.user(), next.host())) {
                Name role = new Name(row.text("from_user"), row.text("from_host"));
                if (seen.add(role)) {
                    left.addLast(role);
                }
                require(seen.size() <= MOST_ROLES, serverName, account.user());
            }
        }
        return all;
    }

    private static void require(boolean holds, String serverName, String user) {
        if (!holds) {
            throw new Problem(Finding.warning("ApplicationAccountUnclear", serverName, "Whether " + user + " could work on " + serverName
                    + " can't be told: there are more accounts, roles or privileges of that name than the panel looks at.",
                    "Look at them there: SHOW GRANTS, and the table mysql.role_edges."));
        }
    }

    /** Whether it takes the same password for sure. */
    boolean provesAs(AccountEntry other) {
        return plugin.equals(other.plugin) && kept.equals(other.kept);
    }

    /** Whether two that aren't the same are of different passwords for sure: only a hash without salt says so. */
    boolean comparableWith(AccountEntry other) {
        return plugin.equals("mysql_native_password") && plugin.equals(other.plugin);
    }
}
