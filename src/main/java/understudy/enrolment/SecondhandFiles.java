package understudy.enrolment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RemoteFiles;
import understudy.topology.HostFacts.Secondhand;

/** Finds the application by its {@code database.yml}. The file holds a password, which is read over and never kept. */
final class SecondhandFiles {

    private static final String SCRIPT = """
            shopt -s nullglob
            printf '%s\\0' /var/www/*/shared/config/database.yml /var/www/*/*/shared/config/database.yml \\
              /srv/*/shared/config/database.yml /srv/*/*/shared/config/database.yml /opt/*/shared/config/database.yml \\
              /home/*/shared/config/database.yml /home/*/*/shared/config/database.yml /home/*/*/*/shared/config/database.yml \\
              /var/www/*/config/database.yml /srv/*/config/database.yml /home/*/*/config/database.yml""";

    private SecondhandFiles() {
    }

    /** The first one that belongs to Secondhand, else the first that names a database, else the first. */
    static @Nullable Secondhand find(HostConnection host) {
        String printed = host.run(RemoteCommand.of("bash", "-c", SCRIPT).asRootUser());
        List<Secondhand> found = List.of(printed.split("\0")).stream().filter(path -> !path.isEmpty()).limit(20)
                .map(path -> new Secondhand(path, host.run(RemoteFiles.read(path)).flatMap(SecondhandFiles::database).orElse(null)))
                .toList();
        Optional<Secondhand> best = found.stream().filter(each -> String.valueOf(each.database()).startsWith("secondhand")).findFirst()
                .or(() -> found.stream().filter(each -> each.database() != null).findFirst())
                .or(() -> found.stream().findFirst());
        return best.orElse(null);
    }

    /** The database of the production group, or nothing when the file doesn't say it plainly. */
    static Optional<String> database(byte[] yaml) {
        try {
            LoaderOptions careful = new LoaderOptions();
            careful.setMaxAliasesForCollections(50);
            careful.setCodePointLimit(256 * 1024);
            Object read = new Yaml(new SafeConstructor(careful)).load(new String(yaml, StandardCharsets.UTF_8));
            return read instanceof Map<?, ?> groups && groups.get("production") instanceof Map<?, ?> production
                    && production.get("database") instanceof String database && !database.contains("<%")
                    ? Optional.of(database) : Optional.empty();
        } catch (YAMLException e) {
            return Optional.empty(); // with code in it, or damaged: the admin sees the path and knows
        }
    }
}
