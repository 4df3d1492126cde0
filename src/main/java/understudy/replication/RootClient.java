package understudy.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * The server's own tools on a host, run as root over the server's socket. What they are told leaves no trace in the binary log.
 *
 * @param socket the server's
 */
public record RootClient(String socket) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    public static RootClient of(Host host) {
        HostFacts facts = host.facts();
        String declared = host.mysqlSocket();
        return new RootClient(declared != null ? declared : facts != null ? facts.socket() : "/run/mysqld/mysqld.sock");
    }

    /** Tells the server these statements, each without a semicolon at its end, through the client's standard input. */
    public void tell(HostConnection host, List<String> statements) {
        tell(host, statements, List.of());
    }

    /** As {@link #tell(HostConnection, List)}; the client's error messages repeat none of the secrets. */
    public void tell(HostConnection host, List<String> statements, List<String> secrets) {
        host.run(client().withStdin(String.join(";\n", unlogged(statements)) + ";\n").masking(secrets.toArray(String[]::new)));
    }

    /** Ends sessions; one that has ended by itself meanwhile is no failure. */
    void end(HostConnection host, List<String> kills) {
        host.run(RemoteCommand.of("mysql", "--socket=" + socket, "--batch", "--force").asRootUser().within(LIMIT)
                .withStdin(String.join(";\n", kills) + ";\n").accepting(0, 1));
    }

    /** The command that reads the statements, as a person would type it. */
    public String printed() {
        return client().printed();
    }

    private RemoteCommand<String> client() {
        return RemoteCommand.of("mysql", "--socket=" + socket, "--batch", "--binary-mode", "--default-character-set=utf8mb4")
                .asRootUser().within(LIMIT);
    }

    private static List<String> unlogged(List<String> statements) {
        List<String> all = new ArrayList<>();
        all.add("SET SESSION sql_log_bin = 0");
        // whatever the server's own is: quotes mean here what they mean in Sql
        all.add("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
        all.addAll(statements);
        return all;
    }

    /** The client that loads a dump from its standard input, quicker than usual and without writing the binary log. */
    public List<String> loader() {
        return List.of("mysql", "--socket=" + socket, "--binary-mode", "--default-character-set=utf8mb4",
                "--max-allowed-packet=1G",
                "--init-command=SET SESSION sql_log_bin = 0, unique_checks = 0, foreign_key_checks = 0");
    }

    /**
     * The dump of these databases as of one moment, with that moment's GTIDs as a comment. It holds all writes still for an
     * instant to get both together; when it can't within three seconds it gives up, so that the application never waits longer.
     *
     * @param more options of the dump tool
     */
    public List<String> dump(List<String> databases, String... more) {
        List<String> words = new ArrayList<>(List.of("mysqldump", "--socket=" + socket,
                "--init-command=SET SESSION lock_wait_timeout = 3",
                "--single-transaction", "--quick", "--comments", "--routines", "--triggers", "--events", "--hex-blob",
                "--default-character-set=utf8mb4", "--max-allowed-packet=1G", "--set-gtid-purged=COMMENTED"));
        words.addAll(List.of(more));
        words.addAll(List.of("--databases", "--"));
        words.addAll(databases);
        return List.copyOf(words);
    }
}
