package understudy.accounts;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import understudy.mysql.CachingSha2;
import understudy.mysql.Row;
import understudy.mysql.Server;
import understudy.mysql.Sql;

/**
 * What stands in the way of a replica that logs in with an account; empty when nothing does.
 *
 * @param account {@code 'user'@'host'}
 * @param exists whether it is there
 * @param faults what is wrong with it, short
 */
record AccountLook(String account, boolean exists, List<String> faults) {

    /** An interrupted making leaves it: our password, and no privilege yet. */
    static final String UNFINISHED = "unfinished";

    /**
     * Looks at one account. Its password is compared with what the server keeps of it, so that nobody needs to log in.
     *
     * @param password the one that it shall have, or null when none was made yet
     */
    static AccountLook at(Server server, String user, String host, @Nullable String password, boolean tls) {
        String account = Sql.account(user, host);
        List<Row> rows = server.query("SELECT plugin, HEX(authentication_string) AS kept, ssl_type, account_locked, password_expired,"
                + " password_lifetime FROM mysql.user WHERE user = ? AND host = ?", user, host);
        if (rows.isEmpty()) {
            return new AccountLook(account, false, List.of("doesn't exist"));
        }
        Row row = rows.get(0);
        List<String> faults = new ArrayList<>();
        if (password == null || !row.text("plugin").equals("caching_sha2_password")
                || !CachingSha2.matches(password, HexFormat.of().parseHex(row.text("kept")))) {
            faults.add("has another password");
        }
        if (tls == row.text("ssl_type").isEmpty()) {
            faults.add(tls ? "needs no encryption" : "needs encryption");
        }
        if (row.text("account_locked").equals("Y") || row.text("password_expired").equals("Y")
                || !"0".equals(row.get("password_lifetime"))) {
            faults.add("is locked, or its password expires");
        }
        List<String> grants = server.query("SHOW GRANTS FOR " + account).stream().map(grant -> grant.values().values()
                .stream().findFirst().map(String::valueOf).orElse("")).toList();
        if (!grants.equals(List.of(server.dialect().replicationGrantOnly(user, host)))) {
            boolean none = grants.size() == 1 && grants.get(0).startsWith("GRANT USAGE ON *.* TO ");
            faults.add(none && faults.isEmpty() ? UNFINISHED : "has other privileges");
        }
        return new AccountLook(account, true, List.copyOf(faults));
    }

    /** Whether somebody else may be using it. */
    boolean foreign() {
        return exists && !fine() && !faults.equals(List.of(UNFINISHED));
    }

    boolean fine() {
        return faults.isEmpty();
    }

    String state() {
        return !exists ? "missing" : fine() ? "as it should be" : String.join(", ", faults);
    }
}
