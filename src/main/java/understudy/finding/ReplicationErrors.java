package understudy.finding;

import static understudy.finding.Explanation.COPY_AGAIN;
import static understudy.finding.Explanation.LOOK_AT_SOURCE;
import static understudy.finding.Explanation.REJOIN;
import static understudy.finding.Explanation.SET_UP_AGAIN;
import static understudy.finding.Explanation.START_REPLICATION;

import java.util.List;
import java.util.Optional;

/** Errors that stop a replica, told to the person who reads them at night. */
final class ReplicationErrors {

    /** The number under which newer servers report what the source answered; the text has the real one. */
    static final int SOURCE_REFUSED_LOG = 13114;

    private static final String OPEN_WRITES = "Somebody or something wrote to the replica itself, or it wasn't copied from this source.";
    private static final String CHECK_FIRST = "If the source is right, copy the replica again; skipping the change would leave them different for ever.";
    private static final String ACCOUNT_MENDED = "Setting the replica up again makes the account as it should be, with a new password on both sides.";
    private static final String DISK_MEANS = "The disk of this server is full, so it can't go on.";
    private static final String DISK_HELPS = "Make room where its data and logs lie (old binary logs of a replica may go: PURGE BINARY LOGS); then start "
            + "replication again. Nothing has to be copied.";

    private ReplicationErrors() {
    }

    static List<Explanation> all() {
        return List.of(
                // the source can't be reached
                new Explanation(2003, "ServerNotListening", "Nothing answers at the source's address and port.",
                        "The source's server is down, listens only on 127.0.0.1, or a firewall stands between.",
                        "Look whether it runs and on which address it listens. The replica goes on by itself once it answers.", LOOK_AT_SOURCE),
                new Explanation(2005, "AddressUnknown", "The replica can't resolve the source's name.", "The name has no address any more, or the name server is away.",
                        "Set the replica up again: it then follows the address that the panel knows.", SET_UP_AGAIN),
                new Explanation(2013, "ConnectionLost", "The connection was lost in the middle.", "The source was restarted, or the network between them broke.",
                        "It is tried again by itself; look at the source if it stays like this.", LOOK_AT_SOURCE),
                new Explanation(1040, "TooManyConnections", "The server is running but has no connection left.",
                        "The application has taken all of them, or old sessions were never closed.",
                        "End connections that nobody uses, or raise max_connections. It goes on by itself then.", LOOK_AT_SOURCE),
                new Explanation(1129, "HostBlocked", "The server blocks this address after too many failed connections.",
                        "A wrong password or a broken network was tried again and again.",
                        "Run TRUNCATE TABLE performance_schema.host_cache on it; it goes on by itself then.", LOOK_AT_SOURCE),
                // the source doesn't let it in
                new Explanation(1045, "AccessDenied", "The server is running but refuses the user name or password.",
                        "The replication account's password was changed, or the account is gone or has another host.", ACCOUNT_MENDED, SET_UP_AGAIN),
                new Explanation(1130, "AddressNotAllowed", "The server lets no account in from this address.",
                        "The replica's address has changed, or the account was made for another one.", ACCOUNT_MENDED, SET_UP_AGAIN),
                new Explanation(1227, "PrivilegeMissing", "The account lacks an administrative privilege for this.",
                        "A privilege was taken away.", "Setting the replica up again gives the replication account its own; enrolling the host again gives the panel's.", SET_UP_AGAIN),
                new Explanation(2061, "SecureConnectionNeeded", "The account's password can't be sent: the connection is not encrypted.",
                        "The account's way of login wants TLS or the source's public key, and the replica offers neither.",
                        "Setting the replica up again switches TLS on between them.", SET_UP_AGAIN),
                new Explanation(2026, "TlsFailed", "The encrypted connection couldn't be made.", "A certificate has expired, or one side has TLS switched off.",
                        "Check the certificates of both servers; setting the replica up again agrees on TLS anew.", SET_UP_AGAIN),
                // the source doesn't have what it needs
                new Explanation(1236, "SourceLogPurged", "The source can't send what the replica needs: its log of changes no longer has it.",
                        "The replica was away for longer than the source keeps its binary logs, or somebody purged them.",
                        "Copy the replica again; until then it falls further behind. Let the source keep its logs for longer (binlog_expire_logs_seconds).", COPY_AGAIN),
                new Explanation(SOURCE_REFUSED_LOG, "SourceRefusedLog", "The source refused to send its log of changes.", "",
                        "Read its message; most often it has purged logs that the replica needs: then copy it again.", COPY_AGAIN),
                new Explanation(3546, "GtidsAlreadyExecuted", "The GTIDs to be declared are already among those that the server executed.",
                        "A dump is being loaded into a server that already has this history, often a second try.",
                        "Copy the replica again: the panel empties its history first.", COPY_AGAIN),
                // who is who
                new Explanation(1593, "SameServerId", "Source and replica have the same server id.", "One was cloned from the other.",
                        "Setting the replica up again gives it a number of its own.", SET_UP_AGAIN),
                new Explanation(13117, "SameServerIdentity", "Source and replica have the same server id or the same server UUID.",
                        "One was cloned from the other, auto.cnf and all, or neither was given a number.",
                        "Setting the replica up again gives it a number and a UUID of its own.", SET_UP_AGAIN),
                new Explanation(1201, "StaleChannelState", "What the replica remembers of an earlier source can't be used.",
                        "It followed another source before, or its relay logs were moved or deleted.",
                        "Setting it up again makes it forget the old one and follow the right one.", SET_UP_AGAIN),
                new Explanation(1872, "StaleChannelState", "What the replica remembers of its source can't be used.",
                        "Its relay logs were moved or deleted, or the machine was renamed.",
                        "Setting it up again makes it forget what it knew and follow the source by GTID.", SET_UP_AGAIN),
                new Explanation(1200, "NotAReplica", "The server isn't set to follow anybody.", "", "Set it up as a replica first.", SET_UP_AGAIN),
                // the data differ
                new Explanation(1062, "DuplicateRow", "A row that the source inserted is on the replica already: their data differ.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                new Explanation(1032, "RowMissingOnReplica", "A row that the source changed or deleted isn't on the replica: their data differ.", OPEN_WRITES, CHECK_FIRST,
                        COPY_AGAIN),
                new Explanation(1146, "TableMissing", "A table that the source uses isn't on this server.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                new Explanation(1050, "TableExists", "A table that the source made is on this server already.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                new Explanation(1049, "DatabaseMissing", "A database that the source uses isn't on this server.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                new Explanation(1007, "DatabaseExists", "A database that the source made is on this server already.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                new Explanation(1008, "DatabaseMissing", "A database that the source dropped isn't on this server.", OPEN_WRITES, CHECK_FIRST, COPY_AGAIN),
                // accounts that only the source has
                accountMissing(1133), accountMissing(1396), accountMissing(1410),
                // the disk
                new Explanation(3, "DiskFull", DISK_MEANS, "", DISK_HELPS, START_REPLICATION),
                new Explanation(1021, "DiskFull", DISK_MEANS, "", DISK_HELPS, START_REPLICATION),
                new Explanation(1026, "DiskFull", "A file couldn't be written.", "The disk is full.", DISK_HELPS, START_REPLICATION),
                new Explanation(1114, "DiskFull", "A table is full.", "The disk is full.", DISK_HELPS, START_REPLICATION),
                relayLog(1595), relayLog(13121), relayLog(13122));
    }

    private static Explanation accountMissing(int number) {
        return new Explanation(number, "ReplicationAccountMissing", "A statement named an account that isn't on this server, or is there already.",
                "An account was made or changed on the source that the replica hadn't been given.",
                "Setting the replica up again brings the application's accounts along; then it goes on.", SET_UP_AGAIN);
    }

    private static Explanation relayLog(int number) {
        return new Explanation(number, "RelayLogNotWritten", "The replica couldn't write down what it received.", "Its disk is full.",
                DISK_HELPS, START_REPLICATION);
    }

    /** What the text says more exactly than any number. */
    static Optional<Explanation> special(String text) {
        if (text.contains("has more GTIDs than")) {
            return Optional.of(new Explanation(1236, "ReplicaAhead", "The replica has transactions that bear the source's name and that the source doesn't have.",
                    "The source lost its newest transactions in a crash, or was restored from a backup.",
                    "Decide which of the two is right before anything is copied: what only this one has would be lost.", REJOIN));
        }
        if (text.contains("same server_uuid/server_id")) {
            return Optional.of(new Explanation(1236, "SameServerIdentity", "Another replica with the same server id or UUID follows the source too, and each throws the other out.",
                    "One was cloned from the other.", "Set this one up again: it gets a number and a UUID of its own.", SET_UP_AGAIN));
        }
        if (text.contains("max_allowed_packet")) {
            return Optional.of(new Explanation(1236, "EventTooLarge", "A change is larger than the servers let through.", "max_allowed_packet is smaller than a row that was written.",
                    "Raise max_allowed_packet and replica_max_allowed_packet on both servers; then start replication again.", START_REPLICATION));
        }
        return text.contains("No space left on device") || text.contains("OS errno 28")
                ? Optional.of(new Explanation(1021, "DiskFull", DISK_MEANS, "", DISK_HELPS, START_REPLICATION)) : Optional.empty();
    }
}
