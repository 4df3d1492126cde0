package understudy.rescue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.mysql.GtidSet;

/**
 * A file of {@code mysqlbinlog}'s text, cut into its transactions, so that they can be applied from any of them on. Holds places,
 * not texts.
 *
 * @param file the text
 * @param head how long what stands before the first transaction is
 * @param transactions in their order
 */
record SavedTransactions(Path file, long head, List<Transaction> transactions) {

    private static final Pattern BEGINS = Pattern.compile("#\\d{6} .*\\tGTID\\t.*");
    private static final Pattern NEXT = Pattern.compile("SET @@SESSION\\.GTID_NEXT= '([0-9a-fA-F-]{36}:\\S+)'/\\*!\\*/;");
    private static final Pattern SESSION = Pattern.compile("(/\\*!\\d+ )?SET @@session\\..*|use `.*|/\\*!\\\\C .*");
    private static final Pattern EACH_TIME = Pattern.compile(".*@@session\\.(original|immediate)_.*");
    private static final String END = "/*!*/;";
    private static final byte[] FOOT = "SET @@SESSION.GTID_NEXT= 'AUTOMATIC'/*!*/;\nDELIMITER ;\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * One transaction.
     *
     * @param whole whether its end is there: the last one of a server that died may have none, and was never acknowledged
     * @param session what it sets for itself and those after it
     */
    record Transaction(String gtid, long start, long end, boolean whole, List<String> session) {
    }

    static SavedTransactions read(Path file) {
        try (InputStream text = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new Cutting(file).cut(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that are whole. */
    GtidSet gtids() {
        return GtidSet.of(String.join(",", transactions.stream().filter(Transaction::whole).map(Transaction::gtid).toList()));
    }

    /** Writes what a client needs to apply them from this one on. */
    void writeFrom(int first, OutputStream to) throws IOException {
        copy(0, head, to);
        for (Transaction earlier : transactions.subList(0, first)) {
            for (String line : earlier.session()) {
                to.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        for (Transaction one : transactions.subList(first, transactions.size())) {
            if (one.whole()) {
                copy(one.start(), one.end(), to);
            }
        }
        to.write(FOOT);
        to.flush();
    }

    private void copy(long start, long end, OutputStream to) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            text.skipNBytes(start);
            byte[] buffer = new byte[1 << 16];
            long left = end - start;
            while (left > 0) {
                int length = text.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (length < 0) {
                    throw new IOException(file + " is shorter than it was");
                }
                to.write(buffer, 0, length);
                left -= length;
            }
        }
    }

    /** One pass over a text. */
    private static final class Cutting {

        private final Path file;
        private final List<Transaction> found = new ArrayList<>();
        private long head = -1;
        private long start;
        private String gtid = "";
        private String before = "";
        private boolean begun;
        private boolean committed;
        private boolean statement;
        private List<String> session = new ArrayList<>();

        Cutting(Path file) {
            this.file = file;
        }

        SavedTransactions cut(InputStream text) throws IOException {
            long at = 0;
            for (byte[] line = line(text); line.length > 0; line = line(text)) {
                see(new String(line, StandardCharsets.ISO_8859_1).stripTrailing(), at);
                at += line.length;
            }
            close(at);
            return new SavedTransactions(file, head < 0 ? at : head, List.copyOf(found));
        }

        private static byte[] line(InputStream text) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(128);
            for (int next = text.read(); next >= 0; next = text.read()) {
                line.write(next);
                if (next == '\n') {
                    break;
                }
            }
            return line.toByteArray();
        }

        private void see(String line, long at) {
            if (BEGINS.matcher(line).matches()) {
                close(at);
                head = head < 0 ? at : head;
                start = at;
                return;
            }
            Matcher next = NEXT.matcher(line);
            if (next.matches()) {
                gtid = next.group(1);
            } else if (line.equals(END)) {
                // such a line alone may as well stand in the text of a procedure or a trigger
                begun |= before.equals("BEGIN");
                committed |= before.equals("COMMIT");
            } else if (line.equals("COMMIT" + END)) {
                committed = true;
            } else if (SESSION.matcher(line).matches() && !EACH_TIME.matcher(line).matches()) {
                session.add(line);
            }
            before = line;
            statement |= line.startsWith("#") && line.contains("\tQuery\t");
        }

        private void close(long end) {
            if (!gtid.isEmpty()) {
                found.add(new Transaction(gtid, start, end, committed || statement && !begun, List.copyOf(session)));
            }
            gtid = "";
            begun = false;
            committed = false;
            statement = false;
            session = new ArrayList<>();
        }
    }
}
