package understudy.mysql;

/**
 * A place in a binary log: file and offset. Comparable within one server's log, because its files are numbered upwards.
 *
 * @param file such as {@code mysql-bin.000012}
 * @param offset in bytes
 */
public record Position(String file, long offset) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        int byFile = Long.compare(number(file), number(other.file));
        return byFile != 0 ? byFile : Long.compare(offset, other.offset);
    }

    private static long number(String file) {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
