package understudy.routing;

import java.time.Duration;
import java.util.List;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** The processes of an application on a host, and its restart. */
final class ApplicationProcesses {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * How many Ruby processes serve the application, and how many of them are older than the file. Passenger's say whose they are;
     * the others are known by the directory in which they work. A process's age is counted from its own start, in hundredths
     * of a second since boot, because /proc gives no other time that is exact.
     */
    private static final String COUNT = """
            root=$(readlink -f -- "$1"); base=$(dirname -- "$root")
            read -r up _ < /proc/uptime
            age=$(echo "$(date +%s.%N) $(stat -Lc %.9Z -- "$2")" | awk '{print $1 - $2}')
            serving() {
              for id in $(pgrep -f '^Passenger (RubyApp|AppPreloader): '); do
                case "$(tr '\\0' ' ' < "/proc/$id/cmdline")" in *": $1"*|*": $root"*|*": ${1%/current}"*) echo "$id" ;; esac
              done
              find /proc -mindepth 2 -maxdepth 2 -path '/proc/[0-9]*/exe' -lname '*/ruby*' 2>/dev/null | cut -d/ -f3 | while read -r id; do
                case "$(readlink -- "/proc/$id/cwd")" in
                  "$root"|"$root (deleted)") echo "$id" ;;
                  "$base"/*) [ "${base##*/}" = releases ] && echo "$id" ;;
                esac
              done
            }
            all=0; old=0
            for id in $(serving "$1" | sort -u); do
              ticks=$(sed -E 's/^.*\\) //' "/proc/$id/stat" 2>/dev/null | cut -d' ' -f20)
              [ -n "$ticks" ] || continue
              all=$((all + 1))
              if [ "$(echo "$up $ticks $age" | awk '{print ($1 - $2 / 100 >= $3)}')" = 1 ]; then old=$((old + 1)); fi
            done
            echo "$all $old\"""";

    private final HostConnection host;
    private final Application application;

    ApplicationProcesses(HostConnection host, Application application) {
        this.host = host;
        this.application = application;
    }

    /** @param all of them @param old those that were there before the file was changed last */
    record Count(int all, int old) {
    }

    /** Those that may still know an earlier content of this file. */
    Count count(String file) {
        return host.run(RemoteCommand.of("bash", "-c", COUNT, "understudy", application.root(), file).asRootUser().answering(output -> {
            String[] words = output.stdout().strip().split(" ");
            return new Count(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        }));
    }

    /** The command that makes it read its files again; none where somebody else does that. */
    static List<RemoteCommand<String>> restart(Application application) {
        return switch (application.restart()) {
            case PASSENGER -> List.of(RemoteCommand.of("passenger-config", "restart-app", "--ignore-app-not-running",
                    application.root()).asRootUser().within(LIMIT));
            case RESTART_FILE -> List.of(ApplicationFiles.touchRestartFile(application.root()));
            case SERVICE -> List.of(RemoteCommand.of("service", String.valueOf(application.service()), "restart").asRootUser()
                    .within(LIMIT).survivingDrop());
            case NONE -> List.of();
        };
    }

    void restart() {
        restart(application).forEach(host::run);
    }
}
