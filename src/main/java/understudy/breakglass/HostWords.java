package understudy.breakglass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.breakglass.Sheet.Passage;
import understudy.mysql.Dialect;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/** What is typed on one host: how to get there, its server's statements and its files, quoted for its shell. */
final class HostWords {

    private static final List<String> USUAL_SOCKETS = List.of("/var/run/mysqld/mysqld.sock", "/run/mysqld/mysqld.sock");
    private static final int USUAL_SSH_PORT = 22;

    private final Host host;
    private final @Nullable HostFacts facts;

    HostWords(Host host) {
        this.host = host;
        this.facts = host.facts();
    }

    String name() {
        return host.name();
    }

    String address() {
        return host.replicationAddress();
    }

    int port() {
        return host.mysqlPort();
    }

    /** The words of its server. @throws understudy.finding.Problem when the panel doesn't speak them */
    Dialect dialect() {
        return Dialect.of(facts == null ? "8.4.0" : facts.version(), name());
    }

    Sheet.Line line(String role) {
        return new Sheet.Line(name(), role, ssh(), address() + ":" + port() + (facts == null ? "" : ", " + facts.flavour() + " " + facts.version()),
                service(), String.join(", ", optionFiles()));
    }

    String ssh() {
        List<String> words = new ArrayList<>(List.of("ssh"));
        if (host.sshPort() != USUAL_SSH_PORT) {
            words.addAll(List.of("-p", Integer.toString(host.sshPort())));
        }
        words.add(host.sshUser() + "@" + host.address());
        return RemoteCommand.of(words).printed();
    }

    private String service() {
        return facts == null ? "mysql" : facts.serviceName();
    }

    String serviceCommand(String verb) {
        return RemoteCommand.of("service", service(), verb).asRootUser().printed();
    }

    private List<String> optionFiles() {
        return facts == null || facts.optionFiles().isEmpty() ? List.of("/etc/mysql/my.cnf") : facts.optionFiles();
    }

    /** To be typed on this host's shell. */
    Passage shell(String words, String... lines) {
        return new Passage(words, name(), "sh", Stream.concat(Stream.of("# on " + name() + ": " + ssh()), Stream.of(lines)).toList());
    }

    /** Statements for its server, given as root over its socket. */
    Passage sql(String words, String... statements) {
        List<String> client = new ArrayList<>(List.of("mysql", "--vertical"));
        if (facts != null && !USUAL_SOCKETS.contains(facts.socket())) {
            client.add("--socket=" + facts.socket());
        }
        List<String> lines = new ArrayList<>(List.of(RemoteCommand.of(client).asRootUser().printed() + " <<'SQL'"));
        Stream.of(statements).map(sql -> sql + ";").forEach(lines::add);
        lines.add("SQL");
        return shell(words, lines.toArray(String[]::new));
    }

    /** Ends what is left of the server and says whether anything is. */
    String[] endProcess() {
        return new String[] {
            RemoteCommand.of("pkill", "-9", "-x", "mysqld|mariadbd").asRootUser().printed() + " || true",
            "sleep 1; pgrep -x 'mysqld|mariadbd' && echo 'It still runs: switch the machine off.' || echo 'The server is off.'"};
    }

    /** Lets the server refuse writes whenever it starts: the option file that is read last says so. */
    String[] bootClosed() {
        return new String[] {RemoteCommand.of("printf", "%s\\n", "[mysqld]", "# added by hand, see the break-glass sheet", "read_only=ON", "super_read_only=ON")
                .printed() + " | " + RemoteCommand.of("tee", "-a", optionFiles().getLast()).asRootUser().printed()};
    }

    /** Takes the lines that close it at a start out of its option files, leaving a copy of each beside it. */
    String[] bootOpen() {
        return optionFiles().stream().map(file -> RemoteCommand.of("sed", "--follow-symlinks", "-i.before-break-glass", "-E",
                "s/^[[:space:]]*((super[_-])?read[_-]only)([[:space:]]*=|[[:space:]]*$)/# \\1\\3/I", file).asRootUser().printed()).toArray(String[]::new);
    }

    /** Where the application's configuration lies, or null when it isn't on this host. */
    @Nullable String databaseYml() {
        return facts == null || facts.secondhand() == null ? null : facts.secondhand().databaseYml();
    }
}
