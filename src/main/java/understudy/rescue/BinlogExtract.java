package understudy.rescue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.GtidSet;
import understudy.operation.Journal;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/**
 * Some transactions out of a server's binary log, as text: what a client could execute, with the rows readable beside it. Flows
 * from the host to a file of the panel; nothing is written on the host, and the server itself isn't asked.
 */
final class BinlogExtract {

    private static final Duration LIMIT = Duration.ofHours(2);
    private static final int LONGEST_LINE = 4_096;
    private static final long KEEP_FREE = 200_000_000;

    private BinlogExtract() {
    }

    /** The command, for these transactions out of these files. */
    static RemoteCommand<String> command(GtidSet wanted, List<String> files) {
        List<String> words = new ArrayList<>(List.of("mysqlbinlog", "--no-defaults", "--verbose", "--include-gtids=" + wanted, "--"));
        words.addAll(files);
        return RemoteCommand.of(words).asRootUser().within(LIMIT);
    }

    /** Copies the command's output to the file, and tells what it was. @param room bytes that the panel's disk has left */
    static TransactionDigest.Digest copy(HostConnection host, RemoteCommand<?> command, OutputStream file, long room, Journal journal)
            throws IOException {
        TransactionDigest digest = new TransactionDigest();
        try (RunningCommand running = host.start(command)) {
            long bytes = flow(running.stdout(), file, digest, room, journal);
            running.await(Duration.ofSeconds(30));
            journal.say("Read " + bytes + " bytes of the binary log.");
        }
        return digest.digest();
    }

    private static long flow(InputStream from, OutputStream to, TransactionDigest digest, long room, Journal journal)
            throws IOException {
        byte[] piece = new byte[64 * 1024];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long bytes = 0;
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            to.write(piece, 0, length);
            bytes += length;
            journal.progress(bytes, null);
            if (journal.cancelled() || bytes > room - KEEP_FREE) {
                throw new Problem(journal.cancelled() ? Finding.info("Cancelled", null, "It was cancelled.") : noRoom(bytes));
            }
            lines(piece, length, line, digest);
        }
        digest.line(line.toString(StandardCharsets.UTF_8));
        return bytes;
    }

    private static void lines(byte[] piece, int length, ByteArrayOutputStream line, TransactionDigest digest) {
        for (int i = 0; i < length; i++) {
            if (piece[i] == '\n') {
                digest.line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(piece[i]);
            }
        }
    }

    static Finding noRoom(long bytes) {
        return Finding.blocker("PanelDiskFull", null, "The panel's own disk has no room for these transactions; " + bytes
                + " bytes were read.", "Make room where the panel keeps its data, then try again.");
    }
}
