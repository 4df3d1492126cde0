package understudy.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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

    private OptionBackups() {
    }

    /**
     * For each file the oldest backup made after a moment, that is the file as it was at that moment.
     *
     * @param since seconds since 1970 by the host's own clock
     */
    static List<Plan.Change> since(HostConnection host, MyCnf files, long since) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", LIST, "understudy"));
        words.addAll(files.texts().keySet());
        List<String> lines = host.run(RemoteCommand.of(words).asRootUser()).lines().toList();
        TreeMap<String, String> oldest = new TreeMap<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] made = lines.get(i).split(" ", 2);
            if (Long.parseLong(made[0]) >= since) {
                oldest.merge(lines.get(i + 1), made[1], (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        return oldest.entrySet().stream()
                .map(entry -> new Plan.Change(OptionFileChanges.FILE + entry.getKey(), entry.getValue(), "kept if it starts"))
                .toList();
    }

    /** When the running server was started, by its host's clock. */
    static long startedAt(HostConnection host, long uptimeSeconds) {
        return Long.parseLong(host.run(RemoteCommand.of("date", "+%s")).strip()) - uptimeSeconds;
    }
}
