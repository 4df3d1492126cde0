package understudy.finding;

import java.util.List;

/** Errors that the panel's own statements meet, which no button mends. */
final class StatementErrors {

    private StatementErrors() {
    }

    static List<Explanation> all() {
        return List.of(
                known(1040, "TooManyConnections", "The server is running but has no connection left.",
                        "Raise max_connections, or end connections that nobody uses."),
                known(1044, "AccessDenied", "The account may not use this database.", "Grant it the privileges that it needs."),
                known(1045, "AccessDenied", "The server is running but refuses the user name or password.",
                        "Check that the account exists for this address and that its password is the one in use; enrolling the host again gives the panel a new one."),
                known(1053, "ServerShuttingDown", "The server is shutting down.", "Wait until it has started again."),
                known(1129, "HostBlocked", "The server blocks this address after too many failed connections.",
                        "Run TRUNCATE TABLE performance_schema.host_cache on the server."),
                known(1130, "AddressNotAllowed", "The server lets no account in from this address.", "Create the account for this address."),
                known(1142, "PrivilegeMissing", "The account lacks a privilege for this.", "Grant it, or enrol the host again."),
                known(1205, "LockWaitTimedOut", "Another transaction holds what this needs.",
                        "Wait until the long transaction has ended, or end it."),
                known(1213, "Deadlock", "Two transactions waited for each other.", "Try again."),
                known(1227, "PrivilegeMissing", "The account lacks an administrative privilege for this.",
                        "Enrol the host again, so that the panel's account gets its privileges."),
                known(1290, "ServerClosed", "The server is closed: it refuses writes (read_only or super_read_only).",
                        "Write on the source; or open this server if it is meant to be the source."),
                known(1396, "AccountStatementFailed", "The account exists already, or isn't there.", "Look at the accounts."),
                known(1317, "StatementEnded", "The statement was ended before it was done.", "Try again."),
                known(1776, "PositionNotAllowed", "A log position can't be given while the replica follows by GTID.",
                        "Follow by GTID, or switch auto-position off first."),
                known(1781, "GtidsOff", "GTIDs are off on this server.", "Set gtid_mode=ON."),
                known(2002, "ServerNotListening", "No server answers on this socket: it isn't running.",
                        "Look at the end of its error log for why it stopped, and start it. A bind_address that the machine no longer has keeps it from starting."),
                known(2013, "ConnectionLost", "The connection was lost during the statement.", "It is tried again by itself."),
                known(3098, "TableUnsuitable", "The table can't be replicated as the server is set up.", "Give it a primary key."),
                known(3100, "HookRefused", "A plugin of the server refused the transaction, such as semi-sync or group replication.",
                        "Look at the server's error log."),
                known(3546, "GtidsAlreadyExecuted", "The GTIDs to be declared are already among those that the server executed.",
                        "Empty the server's GTID history first (RESET BINARY LOGS AND GTIDS)."),
                known(3547, "GtidsNotCovered", "The GTIDs to be declared lack some that were declared before.",
                        "Empty the server's GTID history first (RESET BINARY LOGS AND GTIDS)."),
                known(3619, "ReadOnlyVariable", "The value can only be changed by a restart.", "Write it to the option file and restart."),
                known(3707, "NoSupervisor", "The server can't restart itself: nobody watches over its process.",
                        "Restart it by its service."));
    }

    private static Explanation known(int number, String code, String meaning, String hint) {
        return new Explanation(number, code, meaning, "", hint, null);
    }
}
