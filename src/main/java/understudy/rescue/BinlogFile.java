package understudy.rescue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import understudy.mysql.GtidSet;
import understudy.remote.CommandOutput;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * A file of a server's binary log, read past the server.
 *
 * @param path of it
 * @param bytes its size
 * @param previous everything that was executed before its first transaction
 */
record BinlogFile(String path, long bytes, GtidSet previous) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;

    // the first index that is there; its entries are relative to the data directory
    private static final String LIST = """
            data=$1; skip=$2; shift 2
            for index in "$@" "$data/binlog.index" "$data/$(hostname)-bin.index"; do [ -f "$index" ] && break; done
            [ -f "$index" ] || exit 66
            tail -n "+1" -- "$index" | tac | tail -n "+$((skip + 1))" | head -n 4 | while IFS= read -r file; do
              case $file in /*) ;; *) file=$data/${file#./} ;; esac
              [ -f "$file" ] || { printf '%s\\t\\t%s\\n' -1 "$file"; continue; }
              previous=$(mysqlbinlog --no-defaults -- "$file" 2>/dev/null | sed -n '/Previous-GTIDs/,/^# at/{/^# at/q;s/^# \\([0-9a-f].*\\)$/\\1/p}' \
                | tr -d '\\n')
              printf '%s\\t%s\\t%s\\n' "$(stat -c %s -- "$file")" "$previous" "$file"
            done""";

    /**
     * The files that hold what is not in this set, oldest first: the newest ones, back to the first before which all is in it.
     *
     * @param index where the server's list of them may be
     * @param known a set that has everything older
     * @throws BinlogUnread when they can't be looked at: that is not the same as holding nothing
     */
    static List<BinlogFile> after(HostConnection host, BinlogIndex index, GtidSet known) {
        List<BinlogFile> files = new ArrayList<>();
        while (true) {
            List<BinlogFile> older = host.run(list(index, files.size()));
            for (BinlogFile file : older) {
                if (file.bytes() < 0) {
                    throw new BinlogUnread(file.path() + " is in its index, and isn't there.");
                }
                files.add(file);
                if (known.contains(file.previous())) {
                    Collections.reverse(files);
                    return files;
                }
            }
            if (files.isEmpty()) {
                throw new BinlogUnread("its index names no file.");
            }
            if (older.size() < AT_ONCE) {
                Collections.reverse(files);
                return files;
            }
        }
    }

    private static RemoteCommand<List<BinlogFile>> list(BinlogIndex index, int skip) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", LIST, "understudy", index.dataDir(), Integer.toString(skip)));
        words.addAll(index.likely());
        return RemoteCommand.of(words).asRootUser().within(LIMIT).accepting(0, 66)
                .answering(BinlogFile::listed);
    }

    private static List<BinlogFile> listed(CommandOutput output) {
        if (output.exitStatus() != 0) {
            throw new BinlogUnread("no index of it is where the server would have it.");
        }
        return output.stdout().lines().map(BinlogFile::read).toList();
    }

    static BinlogFile read(String line) {
        String[] words = line.split("\t", 3);
        return new BinlogFile(words[2], Long.parseLong(words[0]), GtidSet.of(words[1]));
    }
}
