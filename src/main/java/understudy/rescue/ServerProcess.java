package understudy.rescue;

import java.time.Duration;
import java.util.List;
import understudy.remote.RemoteCommand;

/**
 * A server's process as its host sees it.
 *
 * @param pid its number
 * @param state the kernel's letter: R, S, D, T …
 */
record ServerProcess(long pid, char state) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    // left out is only what is certain to be another server's: it works in a data directory that isn't ours. Where the kernel
    // doesn't let us see that, or it has just begun and works nowhere yet, it counts as ours: a proof of death must not err.
    private static final String LOOK = """
            data=$(readlink -f -- "$1")
            pids=$(pgrep -x 'mysqld|mariadbd') || [ $? -eq 1 ] || exit 70
            for pid in $pids; do
              at=$(readlink "/proc/$pid/cwd" 2>/dev/null || echo "$data")
              if [ "$at" != "$data" ] && [ -e "$at/ibdata1" ]; then continue; fi
              state=$(sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' "/proc/$pid/status" 2>/dev/null)
              if [ -n "$state" ] && [ "$state" != Z ]; then echo "$pid $state"; fi
            done
            echo end""";

    /** Asks for the processes of the server with this data directory; none is an answer too. */
    static RemoteCommand<List<ServerProcess>> look(String dataDir) {
        return RemoteCommand.of("bash", "-c", LOOK, "understudy", dataDir).asRootUser().within(LIMIT)
                .answering(output -> processes(output.stdout()));
    }

    /** An answer that was cut short proves nothing. */
    static List<ServerProcess> processes(String answer) {
        List<String> lines = answer.lines().toList();
        if (lines.isEmpty() || !lines.getLast().equals("end")) {
            throw new IllegalStateException("the list of processes has no end: " + answer);
        }
        return lines.subList(0, lines.size() - 1).stream().map(ServerProcess::read).toList();
    }

    /** Ends exactly this process at once; one that has ended meanwhile is fine. */
    RemoteCommand<Boolean> kill() {
        return RemoteCommand.of("kill", "-KILL", Long.toString(pid)).asRootUser().within(LIMIT).accepting(0, 1)
                .answering(output -> output.exitStatus() == 0);
    }

    static ServerProcess read(String line) {
        String[] words = line.split(" ");
        return new ServerProcess(Long.parseLong(words[0]), words[1].charAt(0));
    }

    /** Whether it was stopped by a signal: it holds its connections open and answers nobody. */
    boolean frozen() {
        return state == 'T' || state == 't';
    }

    @Override
    public String toString() {
        return "process " + pid + " in state " + state;
    }
}
