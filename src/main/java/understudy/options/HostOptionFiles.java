package understudy.options;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import understudy.mysql.OptionFiles;
import understudy.mysql.RemoteOptionFiles;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RemoteFiles;

/**
 * The option files of a host, to be read and changed; each byte is one character, as in {@link RemoteOptionFiles}.
 *
 * @param host the connection to it
 */
record HostOptionFiles(HostConnection host) implements OptionFiles {

    @Override
    public Optional<String> text(String path) {
        return new RemoteOptionFiles(host).text(path);
    }

    @Override
    public List<String> directory(String path) {
        return new RemoteOptionFiles(host).directory(path);
    }

    boolean isDirectory(String path) {
        return host.run(RemoteCommand.of("test", "-d", path).asRootUser().accepting(0, 1)
                .answering(output -> output.exitStatus() == 0));
    }

    void write(String path, String text) {
        host.run(RemoteFiles.write(path, text.getBytes(StandardCharsets.ISO_8859_1), "644"));
    }

    /** For a file of our own that nobody else need read. */
    void writeSecret(String path, String text) {
        host.run(RemoteFiles.write(path, text.getBytes(StandardCharsets.ISO_8859_1), "600"));
    }

    void copy(String path, String copy) {
        host.run(RemoteFiles.copy(path, copy));
    }

    void remove(String path) {
        host.run(RemoteFiles.remove(path));
    }

    /** The real file behind a path that may be a link; the path itself where there is nothing yet. */
    String real(String path) {
        return host.run(RemoteFiles.stat(path)).map(file -> file.path()).orElse(path);
    }

    /** A text of files as people read it, for plans. */
    static String shown(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The contrary of {@link #shown}: a value as it stands in a file. */
    static String kept(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
