package understudy.mysql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RemoteFiles;

/**
 * A host's option files, read as root. Their bytes are kept as they are, whatever their encoding: each byte is one character
 * here (ISO 8859-1).
 *
 * @param host the connection to it; what goes wrong there is thrown as a {@link understudy.finding.Problem}
 */
public record RemoteOptionFiles(HostConnection host) implements OptionFiles {

    private static final String LIST =
            "[ ! -d \"$1\" ] || find -L \"$1\" -maxdepth 1 -type f -name '*.cnf' -print0";

    @Override
    public Optional<String> text(String path) {
        return host.run(RemoteFiles.read(path)).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<String> directory(String path) {
        String found = host.run(RemoteCommand.of("bash", "-c", LIST, "understudy", path).asRootUser());
        return List.of(found.split("\0")).stream().filter(file -> !file.isEmpty()).toList();
    }
}
