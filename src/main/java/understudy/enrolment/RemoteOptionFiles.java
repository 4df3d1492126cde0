package understudy.enrolment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import understudy.mysql.OptionFiles;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RemoteFiles;

/** A host's option files, read as root. */
record RemoteOptionFiles(HostConnection host) implements OptionFiles {

    @Override
    public Optional<String> text(String path) {
        return host.run(RemoteFiles.read(path)).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<String> directory(String path) {
        String at = path.endsWith("/") ? path : path + "/";
        RemoteCommand<String> list = RemoteCommand.of("bash", "-c",
                "[ ! -d \"$1\" ] || find -L \"$1\" -maxdepth 1 -name '*.cnf' -type f -print0", "understudy", at).asRootUser();
        return List.of(host.run(list).split("\0")).stream().filter(file -> !file.isEmpty()).toList();
    }
}
