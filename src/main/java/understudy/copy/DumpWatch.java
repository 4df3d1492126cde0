package understudy.copy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import understudy.mysql.GtidSet;

/**
 * Watches a dump as it passes: counts it, finds the GTIDs of its moment near the beginning and the mark that only a complete dump
 * has at its end. Fed by one thread, may be asked by others.
 */
final class DumpWatch {

    private static final int HEAD = 1 << 20;
    private static final int TAIL = 512;
    private static final Pattern MOMENT = Pattern.compile("SET @@GLOBAL\\.GTID_PURGED=(?:/\\*!80000 )?'\\+?([^']*)'");
    private static final Pattern END = Pattern.compile("\\n-- Dump completed[^\\n]*\\n?\\z");

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private volatile long bytes; // written by one thread only
    private volatile @Nullable GtidSet moment;

    void pass(byte[] buffer, int length) {
        if (moment == null && head.size() < HEAD) {
            head.write(buffer, 0, length);
            moment = find();
        }
        keepTail(buffer, length);
        bytes += length;
    }

    private @Nullable GtidSet find() {
        Matcher matcher = MOMENT.matcher(head.toString(StandardCharsets.UTF_8));
        return matcher.find() ? GtidSet.of(matcher.group(1)) : null;
    }

    private void keepTail(byte[] buffer, int length) {
        int kept = Math.min(tail.length, Math.max(0, TAIL - length));
        int fresh = Math.min(TAIL, length);
        byte[] next = new byte[kept + fresh];
        System.arraycopy(tail, tail.length - kept, next, 0, kept);
        System.arraycopy(buffer, length - fresh, next, kept, fresh);
        tail = next;
    }

    long bytes() {
        return bytes;
    }

    /** The transactions that are in the dump; null when it didn't say. */
    @Nullable GtidSet moment() {
        return moment;
    }

    /** Whether its last line is the one that the dump tool writes when all went well. */
    boolean complete() {
        return END.matcher(new String(tail, StandardCharsets.UTF_8)).find();
    }
}
