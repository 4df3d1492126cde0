package understudy.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The directory with everything that the panel must not lose: the store and the keys. Readable by its own user only, and held by
 * one panel at a time: two would both drive operations.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "understudy.lock";

    private final Path path;
    private final FileChannel lockChannel;

    private DataDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes the directory where it is missing, and takes its lock.
     *
     * @throws DataDirectoryInUse when another panel holds it
     * @throws DataDirectoryUnusable when it can't be made or written
     */
    static DataDirectory open(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            return new DataDirectory(path, lock(path));
        } catch (IOException unusable) {
            throw new DataDirectoryUnusable(path, unusable);
        }
    }

    /** The directory itself, absolute. */
    public Path path() {
        return path;
    }

    /** A file in it; need not exist. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** A file in it that only the panel's user can read; made empty where it is missing. */
    Path privateFile(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return file;
        } catch (IOException unwritable) {
            throw new DataDirectoryUnusable(path, unwritable);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(LOCK_FILE);
        FileChannel channel = FileChannel.open(file,
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String holder = Files.readString(file);
            channel.close();
            throw new DataDirectoryInUse(directory, holder.isBlank() ? "another process" : holder.strip());
        }
        String holder = "process " + ProcessHandle.current().pid() + ", since " + Instant.now() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** Gives the lock back. The file stays: removing it would let two panels lock two files of the same name. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
