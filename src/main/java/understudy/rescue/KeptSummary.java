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
import understudy.rescue.TransactionDigest.Digest;

/** The end of a kept file, for people and for the panel: what the file holds. Written last, so that it stands for a whole file. */
final class KeptSummary {

    private static final String HEAD = "-- understudy: summary";
    private static final String TRANSACTIONS = "-- transactions: ";
    private static final String CHANGE = "-- change: ";
    private static final String ROW = "-- row: ";
    private static final String MORE = "-- more rows are above";
    private static final int LONGEST = 64 * 1024;

    private KeptSummary() {
    }

    static byte[] written(Digest digest) {
        StringBuilder text = new StringBuilder("\n" + HEAD + "\n" + TRANSACTIONS + digest.transactions() + "\n");
        digest.rowsByChange().entrySet().stream().limit(100)
                .forEach(entry -> text.append(CHANGE).append(entry.getValue()).append(' ').append(entry.getKey()).append('\n'));
        digest.rows().forEach(row -> text.append(ROW).append(row.replaceAll("[\\r\\n]+", " ")).append('\n'));
        return text.append(digest.more() ? MORE + "\n" : "").toString().getBytes(StandardCharsets.UTF_8);
    }

    static Digest of(Path file) {
        String end = end(file);
        int head = end.lastIndexOf("\n" + HEAD + "\n");
        Map<String, Long> changes = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        long transactions = 0;
        boolean more = false;
        for (String line : end.substring(Math.max(head, 0)).lines().toList()) {
            if (line.startsWith(TRANSACTIONS)) {
                transactions = Long.parseLong(line.substring(TRANSACTIONS.length()));
            } else if (line.startsWith(CHANGE)) {
                String[] words = line.substring(CHANGE.length()).split(" ", 2);
                changes.put(words[1], Long.valueOf(words[0]));
            } else if (line.startsWith(ROW)) {
                rows.add(line.substring(ROW.length()));
            } else if (line.equals(MORE)) {
                more = true;
            }
        }
        return new Digest(transactions, changes, rows, more);
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
