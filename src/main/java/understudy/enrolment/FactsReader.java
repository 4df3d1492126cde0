package understudy.enrolment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import understudy.mysql.MyCnf;
import understudy.mysql.RemoteOptionFiles;
import understudy.mysql.Server;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.topology.HostFacts;

/** Reads everything that the panel keeps of a host; changes nothing. */
final class FactsReader {

    private static final List<String> TOOLS = List.of(
            "mysql", "mysqldump", "mysqlbinlog", "mysqladmin", "gzip", "pigz", "zstd", "scp", "rsync", "nc", "systemctl", "mariabackup");

    private static final String MACHINE = """
            . /etc/os-release 2>/dev/null
            echo "os=${PRETTY_NAME:-unknown}"
            echo "free=$(df -B1 --output=avail -- "$1" | tail -n 1)"
            shift
            for tool in "$@"; do
              at=$(command -v "$tool") && echo "tool:$tool=$at"
            done
            true""";

    private static final String SIZES = """
            SELECT s.SCHEMA_NAME AS name, COALESCE(SUM(t.DATA_LENGTH + t.INDEX_LENGTH), 0) AS bytes
            FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
            WHERE s.SCHEMA_NAME NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'understudy')
            GROUP BY s.SCHEMA_NAME ORDER BY s.SCHEMA_NAME""";

    private FactsReader() {
    }

    static HostFacts read(HostConnection host, Server server, Instant now) {
        FoundServer found = host.run(FoundServer.look());
        Map<String, String> set = server.variables("version", "server_id", "server_uuid", "bind_address", "log_bin", "gtid_mode",
                "socket", "datadir");
        Map<String, String> machine = host.run(machine(set.getOrDefault("datadir", "/")));
        Map<String, String> tools = new LinkedHashMap<>();
        machine.forEach((name, value) -> {
            if (name.startsWith("tool:")) {
                tools.put(name.substring(5), value);
            }
        });
        MyCnf options = MyCnf.read(found.optionRoots(), server.dialect().version(), new RemoteOptionFiles(host));
        String label = server.dialect().label();
        return new HostFacts(machine.getOrDefault("os", "unknown"), label.substring(0, label.lastIndexOf(' ')),
                server.dialect().version().toString(), Long.parseLong(set.getOrDefault("server_id", "0")),
                set.getOrDefault("server_uuid", ""), set.getOrDefault("bind_address", ""), "ON".equals(set.get("log_bin")),
                set.getOrDefault("gtid_mode", ""), set.getOrDefault("socket", found.socket()), set.getOrDefault("datadir", ""),
                found.unit(), found.supervised(), List.copyOf(options.texts().keySet()), sizes(server),
                Long.parseLong(machine.getOrDefault("free", "0")), tools, SecondhandFiles.find(host), now);
    }

    private static Map<String, Long> sizes(Server server) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        server.query(SIZES).forEach(row -> sizes.put(row.text("name"), row.number("bytes")));
        return sizes;
    }

    private static RemoteCommand<Map<String, String>> machine(String dataDirectory) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", MACHINE, "understudy", dataDirectory));
        words.addAll(TOOLS);
        return RemoteCommand.of(words).asRootUser().answering(output -> output.stdout().lines()
                .filter(line -> line.indexOf('=') > 0).collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1).strip(),
                        (first, second) -> first, LinkedHashMap::new)));
    }
}
