package understudy.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the panel's own account may do on a server, and why: no more than this. What needs more (dumps, loads, the application's
 * accounts) runs as root on the host's socket.
 *
 * @param grants in the order in which they are given
 */
public record PanelPrivileges(List<Grant> grants) {

    /** The account's name. */
    public static final String USER = "understudy";

    /**
     * Where it logs in from: always the server's own host, whose name the server may or may not resolve
     * ({@code skip_name_resolve}). One account for each, all with the same password.
     */
    public static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

    /** The panel's own database, for the heartbeat and for test writes. */
    public static final String DATABASE = "understudy";

    private static final String EVERYWHERE = "*.*";

    public PanelPrivileges {
        grants = List.copyOf(grants);
    }

    /** What this dialect needs. */
    public static PanelPrivileges of(Dialect dialect) {
        return switch (dialect) {
            case ModernMySql modern -> new PanelPrivileges(MODERN);
        };
    }

    private static final List<Grant> MODERN = List.of(
            new Grant("SELECT", EVERYWHERE, false,
                    "Compares every table by checksum; reads accounts and the server's own measurements."),
            new Grant("LOCK TABLES", EVERYWHERE, false,
                    "Holds one table still for some milliseconds while two servers are compared."),
            new Grant("PROCESS", EVERYWHERE, false, "Sees long transactions and other sessions."),
            new Grant("RELOAD", EVERYWHERE, false,
                    "Empties the GTID history of a server whose data are replaced; lets a replica forget its source."),
            new Grant("REPLICATION CLIENT", EVERYWHERE, false, "Reads the state of replication and the binary log's place."),
            new Grant("CREATE USER", EVERYWHERE, false,
                    "Makes the replication account. Can't change accounts that have SYSTEM_USER, such as root."),
            new Grant("REPLICATION SLAVE", EVERYWHERE, true, "Gives exactly this to the replication account; lists replicas."),
            new Grant("REPLICATION_SLAVE_ADMIN", EVERYWHERE, false, "Starts, stops and points the replica."),
            new Grant("SYSTEM_VARIABLES_ADMIN", EVERYWHERE, false,
                    "Opens and closes the server for writes, changes settings without a restart, declares copied GTIDs, "
                            + "and keeps its own account changes on a replica out of the binary log."),
            new Grant("PERSIST_RO_VARIABLES_ADMIN", EVERYWHERE, false,
                    "Takes back settings kept on the server that would override the option files."),
            new Grant("CONNECTION_ADMIN", EVERYWHERE, false,
                    "Ends the application's sessions at a promotion, and gets in when all connections are taken."),
            new Grant("CREATE, DROP, INSERT, UPDATE, DELETE", Sql.name(DATABASE) + ".*", false,
                    "Writes the heartbeat and proves by a test write that a server is open or closed."));

    /** The statements that give them to an account that exists. */
    public List<String> statements(String user, String host) {
        List<String> statements = new ArrayList<>();
        for (Grant grant : grants) {
            statements.add("GRANT " + grant.privileges() + " ON " + grant.on() + " TO " + Sql.account(user, host)
                    + (grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
        return statements;
    }

    /** Every single privilege by name, for a page that lists them. */
    public Stream<String> names() {
        return grants.stream().flatMap(grant -> Stream.of(grant.privileges().split(", ")));
    }

    /**
     * One privilege or several of one kind.
     *
     * @param privileges as in GRANT
     * @param on where, as in GRANT
     * @param grantable whether the panel may give it on
     * @param reason in words for the admin
     */
    public record Grant(String privileges, String on, boolean grantable, String reason) {
    }
}
