package understudy.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import understudy.mysql.Row;
import understudy.mysql.ServerRefused;
import understudy.mysql.Sql;
import understudy.mysql.SqlSession;

/**
 * An account as a server describes it. Its creation holds the password's hash, so it is told and compared, and never shown.
 *
 * @param user its name
 * @param host where it is let in from
 * @param creation the statement that makes it
 * @param grants the statements that give it its privileges, sorted
 */
record Account(String user, String host, String creation, List<String> grants) {

    private static final Pattern HASH = Pattern.compile(" AS (0x[0-9A-Fa-f]+|'(?:[^'\\\\]|\\\\.|'')*')");
    private static final int NO_SUCH_GRANT = 1141;
    private static final int ACCOUNT_STATEMENT_FAILED = 1396;
    private static final int NO_SUCH_ACCOUNT = 3162;

    Account {
        grants = grants.stream().sorted().toList();
    }

    /** Reads one account, or none; the session must print hashes in hexadecimal. */
    static List<Account> read(SqlSession session, String user, String host) {
        String account = Sql.account(user, host);
        try {
            String creation = only(session.query("SHOW CREATE USER " + account).get(0));
            List<String> grants = session.query("SHOW GRANTS FOR " + account).stream().map(Account::only).toList();
            return List.of(new Account(user, host, creation, grants));
        } catch (ServerRefused refused) {
            int number = refused.errorNumber();
            if (number == NO_SUCH_GRANT || number == ACCOUNT_STATEMENT_FAILED || number == NO_SUCH_ACCOUNT) {
                return List.of();
            }
            throw refused;
        }
    }

    private static String only(Row row) {
        return row.values().values().stream().findFirst().map(String::valueOf).orElse("");
    }

    String name() {
        return Sql.account(user, host);
    }

    boolean onlyFromItsOwnHost() {
        return List.of("localhost", "127.0.0.1", "::1").contains(host);
    }

    /** The same account, let in from another address. */
    Account from(String address) {
        String before = Sql.name(user) + "@" + Sql.name(host);
        String after = Sql.name(user) + "@" + Sql.name(address);
        return new Account(user, address, creation.replace("CREATE USER " + before, "CREATE USER " + after),
                grants.stream().map(grant -> grant.replace(" TO " + before, " TO " + after)).toList());
    }

    /** Statements that make it exactly so, whatever was there. */
    List<String> statements() {
        List<String> all = new ArrayList<>(List.of("DROP USER IF EXISTS " + name(), creation));
        all.addAll(grants);
        return all;
    }

    /** The same for people: without the hash. */
    List<String> shown() {
        return statements().stream().map(line -> HASH.matcher(line).replaceAll(" AS <as on the source>")).toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
