package understudy.fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;

/**
 * A server's process as its host sees it.
 *
 * @param pid its number
 * @param state the kernel's letter: R, S, D, T …
 */
record ServerProcess(long pid, char state) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    // left out is only what is certain to be another server's: it works in a data directory that is none of those that may be
    // ours, has no file open there, and doesn't hold our port. Where the kernel doesn't let us see that, or it has just begun and
    // works nowhere yet, it counts as ours: a proof of death must not err.
    private static final String LOOK = """
            port=$1; shift
            pids=$(pgrep -x 'mysqld|mariadbd') || [ $? -eq 1 ] || exit 70
            if [ -n "$pids" ]; then
              set -- "$@" "$(my_print_defaults mysqld 2>/dev/null | sed -n 's/^--datadir=//p' | tail -n 1)"
              listening=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v at=":$port" \\
                '$4 == "0A" && substr($2, length($2) - 4) == at { print "socket:[" $10 "]" } END { print "end" }')
            fi
            another() {
              case $listening in *end) [ -r /proc/net/tcp ] || return 1 ;; *) return 1 ;; esac
              at=$(readlink "/proc/$1/cwd" 2>/dev/null) && [ -e "$at/ibdata1" ] || return 1
              open=$(ls -l "/proc/$1/fd" 2>/dev/null)
              case $open in *' -> '*) ;; *) return 1 ;; esac
              for socket in $listening; do
                case $open in *" -> $socket"*) return 1 ;; esac
              done
              for data in "${@:2}"; do
                [ -n "$data" ] || continue
                if [ "/proc/$1/cwd" -ef "$data" ]; then return 1; fi
                case $open in *" -> $(readlink -f -- "$data")/"*) return 1 ;; esac
              done
            }
            for pid in $pids; do
              if another "$pid" "$@"; then continue; fi
              state=$(sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' "/proc/$pid/status" 2>/dev/null)
              if [ -n "$state" ] && [ "$state" != Z ]; then echo "$pid $state"; fi
            done
            echo end""";

    /** Asks for the processes of the host's server, wherever its data are by now; none is an answer too. */
    static RemoteCommand<List<ServerProcess>> look(Host host, ServerPlace place) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", LOOK, "understudy",
                String.format(Locale.ROOT, "%04X", host.mysqlPort())));
        words.addAll(place.dataDirs(host));
        return RemoteCommand.of(words).asRootUser().within(LIMIT)
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
