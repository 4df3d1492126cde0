package understudy.rescue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import understudy.store.DataDirectory;

/**
 * Files with transactions that no server of a cluster may carry on: kept in the panel's data directory, readable by its own user
 * only. The panel shows them and gives them out; it never executes them. A file is there when it is complete, and not before.
 */
@Component
public final class KeptFiles {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");
    private static final String ENDING = ".sql";
    private static final String UNFINISHED = ".part";

    private final Path kept;

    KeptFiles(DataDirectory directory) {
        this.kept = directory.file("kept");
    }

    /**
     * A file that is complete.
     *
     * @param cluster whose
     * @param name of the file
     * @param bytes its size
     * @param keptAt when it was complete
     */
    public record KeptFile(String cluster, String name, long bytes, Instant keptAt) {

        /** Why it is kept, in a few words. */
        public String meaning() {
            return RescueNames.meaning(name);
        }
    }

    /**
     * What a file holds, in short; for whoever may see the application's data.
     *
     * @param transactions how many; 0 when the file doesn't say
     * @param changes such as {@code 2 rows inserted into shop.users}
     * @param rows the first rows, with their values
     * @param more whether there are more
     */
    public record KeptContent(long transactions, String changes, List<String> rows, boolean more) {
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream file) throws IOException;
    }

    /** A cluster's files, the newest first. */
    public List<KeptFile> list(String cluster) {
        Path directory = directory(cluster);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).map(file -> described(cluster, file))
                    .sorted(Comparator.comparing(KeptFile::keptAt).reversed()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static KeptFile described(String cluster, Path file) {
        try {
            return new KeptFile(cluster, file.getFileName().toString(), Files.size(file), Files.getLastModifiedTime(file).toInstant());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The file of this name, when it is complete. */
    public Optional<Path> find(String cluster, String name) {
        if (!PLAIN.matcher(cluster).matches() || !PLAIN.matcher(name).matches() || !name.endsWith(ENDING)) {
            return Optional.empty();
        }
        return Optional.of(directory(cluster).resolve(name)).filter(Files::isRegularFile);
    }

    /** What the file of this name holds. */
    public Optional<KeptContent> content(String cluster, String name) {
        return find(cluster, name).map(file -> RescueNames.summarised(name) ? KeptSummary.of(file) : new TransactionDigest().digest())
                .map(digest -> new KeptContent(digest.transactions(), digest.inWords(), digest.rows(), digest.more()));
    }

    /** Room left for files, in bytes. */
    long free() {
        try {
            return Files.getFileStore(kept.getParent()).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Keeps a file under this name; after a crash or a failure in between there is none. */
    void keep(String cluster, String name, Content content) {
        Path directory = directory(cluster);
        Path unfinished = directory.resolve(name + UNFINISHED);
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(unfinished);
            try {
                write(unfinished, content);
                Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                // what failed must not fill the disk
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("keeping " + name, failed);
        }
    }

    private static void write(Path unfinished, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            content.to(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /** Gives a complete file another name. */
    void rename(String cluster, String name, String then) {
        try {
            Files.move(directory(cluster).resolve(name), directory(cluster).resolve(then), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException stays) {
            throw new UncheckedIOException("renaming " + name, stays);
        }
    }

    /** Takes a file away that turned out to hold nothing. */
    void drop(String cluster, String name) {
        try {
            Files.delete(directory(cluster).resolve(name));
        } catch (IOException stays) {
            throw new UncheckedIOException("dropping " + name, stays);
        }
    }

    private Path directory(String cluster) {
        return kept.resolve(cluster);
    }
}
