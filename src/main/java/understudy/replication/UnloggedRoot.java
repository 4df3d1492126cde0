package understudy.replication;

import java.time.Duration;
import java.util.List;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * The server's root on its host's socket, for statements about accounts. They are read from standard input, and leave no trace in
 * the binary log.
 *
 * @param socket the server's
 */
record UnloggedRoot(String socket) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A known sql_mode, so that quotes mean what they meant where the statements were read. */
    private static final String OPENING = "SET SESSION sql_log_bin = 0;\nSET SESSION sql_mode = '';\nSET SESSION lock_wait_timeout = 8;\n";

    static UnloggedRoot of(Host host) {
        HostFacts facts = host.facts();
        String declared = host.mysqlSocket();
        return new UnloggedRoot(declared != null ? declared : facts != null ? facts.socket() : "/run/mysqld/mysqld.sock");
    }

    private RemoteCommand<String> command() {
        return RemoteCommand.of("mysql", "--socket=" + socket, "--batch", "--binary-mode", "--default-character-set=utf8mb4")
                .asRootUser().within(LIMIT);
    }

    String printed() {
        return command().printed();
    }

    /** @param secrets texts that the client's error messages must not repeat */
    void tell(HostConnection host, List<String> statements, List<String> secrets) {
        host.run(command().withStdin(OPENING + String.join(";\n", statements) + ";\n").masking(secrets.toArray(String[]::new)));
    }
}
