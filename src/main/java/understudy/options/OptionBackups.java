package understudy.options;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import understudy.mysql.MyCnf;
import understudy.operation.Plan;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** Finds the backups of option files that lead back to what a running server was started with. */
final class OptionBackups {

    private static final String LIST = """
            for file in "$@"; do
              real=$(readlink -f -- "$file") || continue
              for backup in "$real".understudy-[0-9]*-[0-9]*; do
                [ -f "$backup" ] && stat --printf '%Z %n\\n' -- "$backup" && printf '%s\\n' "$real"
              done
            done; true""";

    /** What a plan says of a backup that comes back first when the server doesn't start. */
    static final String FIRST = "kept if it starts; else back from this backup";
    /** What it says of one that comes back when that wasn't enough. */
    static final String SECOND = "kept if it starts; else back from this backup at last";

    private OptionBackups() {
    }

    /**
     * The way back, for each file: first what the newest backup holds, so that an earlier change that was good stays; should the
     * server not start with that either, the oldest backup made after a moment, that is the file as it was at that moment.
     *
     * @param since seconds since 1970 by the host's own clock
     */
    static List<Plan.Change> since(HostConnection host, MyCnf files, long since) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", LIST, "understudy"));
        words.addAll(files.texts().keySet());
        return changes(host.run(RemoteCommand.of(words).asRootUser()).lines().toList(), since);
    }

    /** @param lines two for each backup: when it was made and its path, and the path of its file */
    static List<Plan.Change> changes(List<String> lines, long since) {
        TreeMap<String, TreeSet<String>> backups = new TreeMap<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] made = lines.get(i).split(" ", 2);
            if (Long.parseLong(made[0]) >= since) {
                backups.computeIfAbsent(lines.get(i + 1), file -> new TreeSet<>()).add(made[1]);
            }
        }
        String newest = backups.values().stream().map(made -> stamp(made.last())).max(String::compareTo).orElse("");
        List<Plan.Change> changes = new ArrayList<>();
        backups.forEach((file, made) -> {
            if (stamp(made.last()).equals(newest)) {
                changes.add(new Plan.Change(OptionFileChanges.FILE + file, made.last(), FIRST));
            }
        });
        backups.forEach((file, made) -> changes.add(new Plan.Change(OptionFileChanges.FILE + file, made.first(), SECOND)));
        return changes.stream().filter(change -> change.then().equals(FIRST)
                || changes.stream().noneMatch(other -> other.then().equals(FIRST) && other.now().equals(change.now()))).toList();
    }

    private static String stamp(String backup) {
        return backup.substring(backup.lastIndexOf(".understudy-"));
    }

    /** When the running server was started, by its host's clock. */
    static long startedAt(HostConnection host, long uptimeSeconds) {
        return Long.parseLong(host.run(RemoteCommand.of("date", "+%s")).strip()) - uptimeSeconds;
    }
}
