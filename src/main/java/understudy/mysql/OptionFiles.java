package understudy.mysql;

import java.util.List;
import java.util.Optional;

/** Where {@link MyCnf} finds option files: the disk of a host, or a table in a test. */
public interface OptionFiles {

    /** The text of a file, or empty when there is none; a file that is there and can't be read is an exception. */
    Optional<String> text(String path);

    /** The paths of the files directly in a directory whose names end in {@code .cnf}; empty when there is none. */
    List<String> directory(String path);
}
