package understudy.enrolment;

import java.util.ArrayList;
import java.util.List;
import understudy.mysql.Dialect;
import understudy.mysql.PanelPrivileges;
import understudy.mysql.SecretStatement;
import understudy.mysql.Server;
import understudy.mysql.Sql;

/** The panel's own account in statements, and whether a server has it. Each statement may be told again. */
final class PanelAccount {

    /**
     * Keeps the account out of the binary log: it is this server's own. Another server has one with another password, which a
     * replicated statement would overwrite; and on a replica it would be an errant transaction.
     */
    static final String UNLOGGED = "SET SESSION sql_log_bin = 0";

    private PanelAccount() {
    }

    static List<SecretStatement> logins() {
        List<SecretStatement> statements = new ArrayList<>();
        for (String host : PanelPrivileges.HOSTS) {
            String account = Sql.account(PanelPrivileges.USER, host);
            statements.add(new SecretStatement(
                    "CREATE USER IF NOT EXISTS " + account + " IDENTIFIED WITH caching_sha2_password BY ", ""));
            statements.add(new SecretStatement("ALTER USER " + account + " IDENTIFIED WITH caching_sha2_password BY ",
                    " PASSWORD EXPIRE NEVER ACCOUNT UNLOCK"));
        }
        return statements;
    }

    static List<String> grants(Dialect dialect) {
        PanelPrivileges privileges = PanelPrivileges.of(dialect);
        return PanelPrivileges.HOSTS.stream()
                .flatMap(host -> privileges.statements(PanelPrivileges.USER, host).stream()).toList();
    }

    /** Everything that is told, in order, for plans. */
    static List<String> shown(Dialect dialect) {
        List<String> shown = new ArrayList<>(List.of(UNLOGGED));
        logins().forEach(login -> shown.add(login.shown()));
        shown.addAll(grants(dialect));
        return shown;
    }

    /** The privileges that the account lacks on a server, to which it can log in. */
    static List<String> missing(Server server) {
        List<String> present = server.query("SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES "
                + "WHERE REPLACE(GRANTEE, '''', '') = CURRENT_USER()").stream().map(row -> row.text("PRIVILEGE_TYPE")).toList();
        return PanelPrivileges.of(server.dialect()).grants().stream().filter(grant -> grant.on().equals("*.*"))
                .flatMap(grant -> List.of(grant.privileges().split(", ")).stream())
                .filter(privilege -> !present.contains(privilege)).toList();
    }
}
