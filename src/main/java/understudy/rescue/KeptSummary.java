package understudy.rescue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import understudy.rescue.TransactionDigest.Digest;

/** The end of a kept file, for people and for the panel: what the file holds. Written last, so that it stands for a whole file. */
final class KeptSummary {

    private static final String HEAD = "-- understudy: summary";
    private static final String TRANSACTIONS = "-- transactions: ";
    private static final String CHANGE = "-- change: ";
    private static final String ROW = "-- row: ";
    private static final String MORE = "-- more rows are above";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int LONGEST = 256 * 1024;

    private KeptSummary() {
    }

    static byte[] written(Digest digest) {
        StringBuilder text = new StringBuilder("\n" + HEAD + "\n" + TRANSACTIONS + digest.transactions() + "\n");
        digest.rowsByChange().entrySet().stream().limit(100)
                .forEach(entry -> text.append(CHANGE).append(entry.getValue()).append(' ').append(oneLine(entry.getKey())).append('\n'));
        digest.rows().forEach(row -> text.append(ROW).append(oneLine(row)).append('\n'));
        return text.append(digest.more() ? MORE + "\n" : "").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }

    /** Of a file that has no summary: nothing, whatever its text says. */
    static Digest of(Path file) {
        String end = end(file);
        int head = end.lastIndexOf("\n" + HEAD + "\n");
        return head < 0 ? new Digest(0, Map.of(), List.of(), false) : parsed(end.substring(head));
    }

    private static Digest parsed(String summary) {
        Map<String, Long> changes = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        long transactions = 0;
        boolean more = false;
        for (String line : summary.lines().toList()) {
            if (line.startsWith(TRANSACTIONS)) {
                transactions = number(line.substring(TRANSACTIONS.length()));
            } else if (line.startsWith(CHANGE)) {
                String[] words = line.substring(CHANGE.length()).split(" ", 2);
                changes.put(words[words.length - 1], number(words[0]));
            } else if (line.startsWith(ROW)) {
                rows.add(line.substring(ROW.length()));
            } else if (line.equals(MORE)) {
                more = true;
            }
        }
        return new Digest(transactions, changes, rows, more);
    }

    /** A server's own text could look like a summary. */
    private static long number(String text) {
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    private static String end(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(0, file.length() - LONGEST);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
