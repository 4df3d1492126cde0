package understudy.store;

import java.nio.file.Path;

/** Another panel works with this data directory. */
final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String directory;
    private final String holder;

    DataDirectoryInUse(Path directory, String holder) {
        super("the data directory " + directory + " is held by " + holder);
        this.directory = directory.toString();
        this.holder = holder;
    }

    String directory() {
        return directory;
    }

    String holder() {
        return holder;
    }
}
