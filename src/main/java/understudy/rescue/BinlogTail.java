package understudy.rescue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import understudy.finding.Problem;
import understudy.operation.Journal;
import understudy.remote.CommandFailed;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.remote.RunningCommand;

/**
 * Fetches transactions out of the files of a binary log into a file of the panel's. The last event of a server that died may be
 * cut off: that is its normal end. Anything else that ends the reading of a file is damage: what stands before it is kept, it is
 * told, and the files after it are read.
 */
final class BinlogTail {

    private static final Duration END = Duration.ofSeconds(30);
    /** Bytes for the panel's own store. Few, because writers wait for this file. */
    private static final long KEEP_FREE = 20_000_000;
    private static final String CUT_OFF = "Could not read entry at offset";

    private final HostConnection host;
    private final Journal journal;
    private final long room;
    private long copied;

    /** @param room bytes that the panel's disk has left */
    BinlogTail(HostConnection host, long room, Journal journal) {
        this.host = host;
        this.room = room;
        this.journal = journal;
    }

    /** @param which such as {@code --exclude-gtids=…} @return a sentence for each file that couldn't be read to its end; most often none */
    List<String> fetch(List<BinlogFile> files, String which, OutputStream kept) throws IOException {
        List<String> damage = new ArrayList<>();
        long total = files.stream().mapToLong(BinlogFile::bytes).sum();
        long done = 0;
        for (BinlogFile file : files) {
            String error = fetch(file, command(file, which), kept);
            boolean brokeOff = error.contains(CUT_OFF) && file == files.getLast();
            if (brokeOff) {
                journal.say(file.path() + " ends inside an event, as a log does whose server died.");
            } else if (!error.isEmpty()) {
                damage.add(file.path() + " can't be read to its end: " + error);
                journal.say(damage.getLast() + " What stands behind that place in it is not saved.");
            }
            done += file.bytes();
            journal.progress(done, total);
        }
        return damage;
    }

    static RemoteCommand<String> command(BinlogFile file, String which) {
        return RemoteCommand.of("mysqlbinlog", "--no-defaults", which, "--", file.path()).asRootUser();
    }

    /** The rows of transactions as a person reads them. */
    static RemoteCommand<String> rows(List<BinlogFile> files, String gtids) {
        List<String> words = new ArrayList<>(List.of("mysqlbinlog", "--no-defaults", "--base64-output=decode-rows", "-v",
                "--include-gtids=" + gtids, "--"));
        files.forEach(file -> words.add(file.path()));
        return RemoteCommand.of(words).asRootUser().accepting(0, 1);
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[64 * 1024];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            copied += length;
            if (copied > room - KEEP_FREE) {
                throw new Problem(BinlogExtract.noRoom(copied));
            }
            to.write(piece, 0, length);
        }
    }

    /** With what the reading ended before the file did, in a sentence; empty when it didn't. */
    private String fetch(BinlogFile file, RemoteCommand<String> command, OutputStream kept) throws IOException {
        try (RunningCommand reading = host.start(command)) {
            copy(reading.stdout(), kept);
            reading.await(END);
            return "";
        } catch (CommandFailed failed) {
            return failed.stderr().strip().lines().filter(line -> line.startsWith("ERROR")).reduce((earlier, later) -> later)
                    .orElse("mysqlbinlog ended with " + failed.exitStatus()) + ".";
        }
    }
}
