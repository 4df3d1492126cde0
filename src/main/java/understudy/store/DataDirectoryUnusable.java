package understudy.store;

import java.nio.file.Path;

/** The data directory can't be made, read or written. */
final class DataDirectoryUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String directory;

    DataDirectoryUnusable(Path directory, Throwable cause) {
        super("the data directory " + directory + " can't be used: " + cause, cause);
        this.directory = directory.toString();
    }

    String directory() {
        return directory;
    }
}
