package understudy.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import understudy.finding.Finding;
import understudy.finding.Problem;

/**
 * The words of a flavour and version. Whoever tells a server something about replication asks its dialect for the statement;
 * nobody else compares versions. A flavour that is spoken later adds a class here.
 */
public sealed interface Dialect permits ModernMySql {

    Version version();

    /** Such as {@code MySQL 9.7.4}. */
    String label();

    /** Asks for the state of the one channel; no row when the server follows nobody. */
    String showReplicaStatus();

    /** Reads a row that {@link #showReplicaStatus} brought. */
    ReplicaStatus replicaStatus(Row row);

    /** Asks for the server's own place in its binary log: columns {@code File} and {@code Position}. */
    String showBinaryLogStatus();

    /** Asks for the files of the binary log: columns {@code Log_name} and {@code File_size}. */
    String showBinaryLogs();

    /** Asks who follows this server; one row for each replica that is connected. */
    String showReplicas();

    /** Asks for {@code gtid_executed} as one column {@code executed}. */
    String selectGtidExecuted();

    /** Points the stopped channel at a source, following by GTID; binds the password. */
    SecretStatement followSource(SourceLink link);

    String startReplica();

    String stopReplica();

    /** Stops fetching; what was fetched goes on being executed. */
    String stopReceiver();

    String startReceiver();

    /** Executes what was fetched; fetches nothing. */
    String startApplier();

    /** Executes nothing more of what was fetched. */
    String stopApplier();

    /**
     * Takes off what tells a replica to execute everything late; needs a stopped applier. With a stopped receiver too the server throws
     * away all that it has received and not executed.
     */
    String executeWithoutDelay();

    /** Forgets the source and drops the relay logs; needs a stopped replica. */
    String forgetSource();

    /** Empties the binary log and the GTID history: for a server whose data are about to be replaced. */
    String resetBinaryLogsAndGtids();

    /** Declares the GTIDs of the bound text as executed and no longer in the log; needs an empty history. */
    String setGtidPurged();

    /** Refuses writes from everybody, administrators too. */
    String closeForWrites();

    /** Takes writes again. */
    String openForWrites();

    /** On a closed server: administrators may write again, applications still not. */
    String letAdministratorsWrite();

    /** Makes an account if there is none; binds the authentication string that {@link CachingSha2} makes. */
    SecretStatement createAccount(String account, boolean tls);

    /** Gives an account this password and these conditions; binds the authentication string. */
    SecretStatement setAccount(String account, boolean tls);

    /** Takes every privilege from an account. */
    String revokeEverything(String account);

    /** Gives an account what a replica needs on its source, and nothing else. */
    String grantReplication(String account);

    /** What {@code SHOW GRANTS} says of an account that may replicate and nothing else. */
    String replicationGrantOnly(String user, String host);

    /**
     * Waits until a GTID set is executed: binds the set and the limit in seconds. The one column {@code outcome} is 0 when
     * it is, 1 when the time was over.
     */
    String waitForExecuted();

    /** Waits until everything that the channel has received is executed: binds the limit in seconds; the outcome as above. */
    String waitForReceived();

    /** Points the stopped channel at another source with the same account, password and TLS, following by GTID. */
    String repoint(String address, int port);

    /** Declares one GTID as executed without doing anything, one statement after the other in one session. */
    List<String> emptyTransaction(String gtid);

    /** Ends another connection; what it was doing is rolled back. */
    String kill(long connectionId);

    /** Changes a running value, which is bound. */
    String setGlobal(String variable);

    /** Takes a value that was kept on the server ({@code SET PERSIST}) back, so that the option files count again. */
    String resetPersisted(String variable);

    /** Whether changing the running value has its full effect at once, also for sessions that are open; else a restart is needed. */
    boolean takesEffectAtOnce(String variable);

    /** The plugins by which commits wait for replicas: the library by the plugin's name, in the order of source, replica. */
    Map<String, String> semiSyncPlugins();

    /** Loads a plugin now and at each start. */
    String installPlugin(String name, String library);

    /** How option files name a variable: one that comes with a plugin is no error to a server without the plugin. */
    String nameInFiles(String variable);

    /** Whether a server only has this variable while a plugin is loaded. */
    boolean comesWithPlugin(String variable);

    /** Other names by which option files may set the same variable. */
    List<String> otherNames(String variable);

    /** The option files that a server reads by itself, in its order. */
    List<String> optionFiles();

    /** The option of the server's dump tool that writes the source's place into the dump as a comment. */
    String dumpPositionOption();

    /**
     * The dialect of a server.
     *
     * @param version what {@code VERSION()} answers
     * @param host name of the host, for the finding
     * @throws Problem with the code {@code UnsupportedServer} when the panel doesn't speak its words
     */
    static Dialect of(String version, String host) {
        if (!version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            Version numbers = Version.of(version);
            if (numbers.isAtLeast(8, 4, 0)) {
                return new ModernMySql(numbers);
            }
        }
        throw new Problem(Finding.blocker("UnsupportedServer", host,
                "The server on " + host + " is version " + version + ", which the panel doesn't support.",
                "Use MySQL 8.4 or newer on this host."));
    }
}
