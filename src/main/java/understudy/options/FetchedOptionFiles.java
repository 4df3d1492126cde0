package understudy.options;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import understudy.mysql.OptionFiles;
import understudy.mysql.RemoteOptionFiles;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * The option files in the usual places of a host, fetched together because somebody waits; any other file is read when it is
 * asked for.
 *
 * @param texts by path, each byte one character
 * @param kept the server's own file of kept values, which was fetched too
 * @param others for files elsewhere
 */
record FetchedOptionFiles(Map<String, String> texts, String kept, OptionFiles others) implements OptionFiles {

    private static final List<String> PLACES = List.of("/etc/my.cnf", "/etc/mysql/", "/etc/my.cnf.d/");

    private static final String FETCH = """
            kept="$1/mysqld-auto.cnf"
            if [ -f "$kept" ]; then printf '%s\\t%s\\n' "$kept" "$(base64 -w 0 -- "$kept")"; fi
            find -L /etc/my.cnf /etc/mysql /etc/my.cnf.d -type f -name '*.cnf' ! -name debian.cnf 2>/dev/null \
            | while IFS= read -r file; do printf '%s\\t%s\\n' "$file" "$(base64 -w 0 -- "$file")"; done""";

    static FetchedOptionFiles fetch(HostConnection host, String dataDir) {
        String answer = host.run(RemoteCommand.of("bash", "-c", FETCH, "understudy", dataDir).asRootUser().accepting(0, 1));
        Map<String, String> texts = new TreeMap<>();
        answer.lines().map(line -> line.split("\t", 2)).filter(words -> words.length == 2)
                .forEach(words -> texts.put(words[0], decoded(words[1])));
        return new FetchedOptionFiles(Map.copyOf(texts), dataDir + "/mysqld-auto.cnf", new RemoteOptionFiles(host));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    @Override
    public Optional<String> text(String path) {
        String plain = path.replaceAll("/+", "/");
        if (texts.containsKey(plain)) {
            return Optional.ofNullable(texts.get(plain));
        }
        // a usual place where nothing was found needs no second question
        boolean looked = path.equals(kept) || plain.endsWith(".cnf") && !plain.endsWith("/debian.cnf") && PLACES.stream().anyMatch(plain::startsWith);
        return looked ? Optional.empty() : others.text(path);
    }

    @Override
    public List<String> directory(String path) {
        String plain = (path + "/").replaceAll("/+", "/");
        if (PLACES.stream().noneMatch(plain::startsWith)) {
            return others.directory(path);
        }
        return texts.keySet().stream().filter(file -> file.startsWith(plain) && file.indexOf('/', plain.length()) < 0).toList();
    }
}
