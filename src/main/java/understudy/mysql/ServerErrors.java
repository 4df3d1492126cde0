package understudy.mysql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** MySQL's error numbers in plain words: what they mean for an admin of replicating servers, and what to do. */
public final class ServerErrors {

    private static final Map<Integer, Explanation> KNOWN = new HashMap<>();

    static {
        known(1032, "RowMissingOnReplica", "A row that the source changed or deleted is not on the replica: the data differ.",
                "Check the data and copy the replica anew; skipping the change would leave them different.");
        known(1040, "TooManyConnections", "The server is running but has no connection left.",
                "Raise max_connections, or end connections that nobody uses.");
        known(1044, "AccessDenied", "The account may not use this database.", "Grant it the privileges that it needs.");
        known(1045, "AccessDenied", "The server is running but refuses the user name or password.",
                "Check that the account exists for this address and that its password is the one in use.");
        known(1053, "ServerShuttingDown", "The server is shutting down.", "Wait until it has started again.");
        known(1062, "DuplicateRow", "A row that the source inserted is already on the replica: something wrote on the replica.",
                "Find out who wrote there, and copy the replica anew.");
        known(1129, "HostBlocked", "The server blocks this address after too many failed connections.",
                "Run TRUNCATE TABLE performance_schema.host_cache on the server.");
        known(1130, "AddressNotAllowed", "The server lets no account in from this address.",
                "Create the account for this address.");
        known(1133, "ReplicationAccountMissing", "A statement named an account that isn't on this server.",
                "Create the account on this server too, then start the replica again.");
        known(1142, "PrivilegeMissing", "The account lacks a privilege for this.", "Grant it, or enrol the host again.");
        known(1146, "TableMissing", "A table isn't on this server.", "Copy the replica anew if it is the replica.");
        known(1200, "NotAReplica", "The server isn't configured as a replica.", "Set it up as a replica first.");
        known(1201, "StaleChannelState", "What the replica remembers of an earlier source can't be used.",
                "Let the replica forget its source (RESET REPLICA ALL), then point it at the source again.");
        known(1205, "LockWaitTimedOut", "Another transaction holds what this needs.",
                "Wait until the long transaction has ended, or end it.");
        known(1213, "Deadlock", "Two transactions waited for each other.", "Try again.");
        known(1227, "PrivilegeMissing", "The account lacks an administrative privilege for this.",
                "Enrol the host again, so that the panel's account gets its privileges.");
        known(1236, "SourceLogPurged", "The source can't send what the replica needs: its log of changes no longer has it.",
                "Copy the replica anew, and keep binary logs for longer (binlog_expire_logs_seconds).");
        known(1290, "ServerClosed", "The server is closed: it refuses writes (read_only or super_read_only).",
                "Write on the source; or open this server if it is meant to be the source.");
        known(1317, "StatementEnded", "The statement was ended before it was done.", "Try again.");
        known(1396, "AccountStatementFailed", "The account exists already, or isn't there.", "Look at the accounts.");
        known(1593, "SameServerId", "Source and replica have the same server id.", "Give each server its own server_id.");
        known(1776, "PositionNotAllowed", "A log position can't be given while the replica follows by GTID.",
                "Follow by GTID, or switch auto-position off first.");
        known(1781, "GtidsOff", "GTIDs are off on this server.", "Set gtid_mode=ON.");
        known(1872, "StaleChannelState", "What the replica remembers of its source can't be used.",
                "Let the replica forget its source (RESET REPLICA ALL), then point it at the source again.");
        known(2002, "ServerNotListening", "No server answers on this socket.", "Start the server.");
        known(2003, "ServerNotListening", "Nothing answers at the source's address and port.",
                "Check that the source runs, that its bind_address lets others in, and that no firewall is between.");
        known(2005, "AddressUnknown", "The source's name can't be resolved on the replica.", "Use its IP address.");
        known(2013, "ConnectionLost", "The connection was lost during the statement.", "It is tried again by itself.");
        known(2026, "TlsFailed", "The encrypted connection couldn't be made.", "Check the certificates of both servers.");
        known(2061, "SecureConnectionNeeded",
                "The account's password can't be sent: the connection is not encrypted.",
                "Use TLS between the servers (SOURCE_SSL=1), or GET_SOURCE_PUBLIC_KEY=1.");
        known(3098, "TableUnsuitable", "The table can't be replicated as the server is set up.", "Give it a primary key.");
        known(3100, "HookRefused", "A plugin of the server refused the transaction, such as semi-sync or group replication.",
                "Look at the server's error log.");
        known(3546, "GtidsAlreadyExecuted", "The GTIDs to be declared are already among those that the server executed.",
                "Empty the server's GTID history first (RESET BINARY LOGS AND GTIDS).");
        known(3547, "GtidsNotCovered", "The GTIDs to be declared lack some that were declared before.",
                "Empty the server's GTID history first (RESET BINARY LOGS AND GTIDS).");
        known(3619, "ReadOnlyVariable", "The value can only be changed by a restart.", "Write it to the option file and restart.");
        known(3707, "NoSupervisor", "The server can't restart itself: nobody watches over its process.",
                "Restart it by its service.");
        known(13114, "SourceRefusedLog", "The source refused to send its log of changes.",
                "Read the message; most often the source has purged logs that the replica needs: then copy it anew.");
        known(13117, "SameServerIdentity", "Source and replica have the same server id or the same server UUID.",
                "Give each its own server_id; a copied UUID goes away with auto.cnf and a restart.");
    }

    private ServerErrors() {
    }

    /**
     * What an error number means.
     *
     * @param code as in findings
     * @param meaning in a sentence
     * @param hint what to do now, in a sentence
     */
    public record Explanation(String code, String meaning, String hint) {
    }

    /** What this number means, for statements and for replication threads alike; empty when it isn't known here. */
    public static Optional<Explanation> explain(int errorNumber) {
        return Optional.ofNullable(KNOWN.get(errorNumber));
    }

    /**
     * What the last error of a replica's thread means; looks into the text where the number alone is too wide. Empty when there
     * is no error, or none that is known here.
     */
    public static Optional<Explanation> explain(ReplicaThread thread) {
        boolean purged = thread.errorNumber() == 13114 && thread.errorText().contains("purged");
        return explain(purged ? 1236 : thread.errorNumber());
    }

    private static void known(int errorNumber, String code, String meaning, String hint) {
        KNOWN.put(errorNumber, new Explanation(code, meaning, hint));
    }
}
