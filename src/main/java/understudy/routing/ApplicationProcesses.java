package understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/** The processes of an application on a host, and its restart. */
final class ApplicationProcesses {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * How many Ruby processes serve the application, and how many of them are older than the file. Passenger's say whose they are;
     * the others are known by the directory in which they work, and by being allowed to read the file. A process's age is counted from its own start, in hundredths
     * of a second since boot, because /proc gives no other time that is exact. With a signal Passenger's old ones get it: those that were
     * restarted and hang in a request, which nobody else ends.
     */
    private static final String COUNT = """
            for tool in pgrep find awk sed stat setpriv; do command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 69; }; done
            root=$(readlink -f -- "$1"); base=$(dirname -- "$root")
            read -r up _ < /proc/uptime
            age=$(echo "$(date +%s.%N) $(stat -Lc %.9Z -- "$2")" | awk '{print $1 - $2}')
            serving() {
              for id in $(pgrep -f '^Passenger (RubyApp|AppPreloader): '); do
                # "Passenger RubyApp: PATH (production)"; the whole path has to be the same, because ours may begin another's
                title=; { IFS= read -r -d '' title; } 2>/dev/null < "/proc/$id/cmdline"
                whose=${title#*: }; whose=${whose%"${whose##*[! ]}"}; case "$whose" in *')') whose=${whose% (*} ;; esac
                case "$whose" in
                  "${1%/}"|"$root"|"${1%/current}"/releases/*) echo "$id" ;;
                  "$base"/*) [ "${base##*/}" = releases ] && echo "$id" ;;
                esac
              done
              find /proc -mindepth 2 -maxdepth 2 -path '/proc/[0-9]*/exe' -lname '*/ruby*' 2>/dev/null | cut -d/ -f3 | while read -r id; do
                case "$(readlink -- "/proc/$id/cwd")" in
                  "$root"|"$root (deleted)") echo "$id" ;;
                  "$base"/*) [ "${base##*/}" = releases ] && echo "$id" ;;
                esac
              done
            }
            # who may not read the file now is somebody else who works in the same directory
            reads() {
              read -r user group groups < <(awk '/^Uid:/ {u = $3} /^Gid:/ {g = $3} /^Groups:/ {for (i = 2; i <= NF; i++) s = s "," $i}
                END {print u, g, g s}' "/proc/$1/status" 2>/dev/null)
              [ "$user" = 0 ] || [ "$(id -u)" != 0 ] || setpriv --reuid="$user" --regid="$group" --groups="$groups" -- test -r "$2"
            }
            all=0; old=0
            for id in $(serving "$1" | sort -u); do
              ticks=$(sed -E 's/^.*\\) //' "/proc/$id/stat" 2>/dev/null | cut -d' ' -f20)
              [ -n "$ticks" ] && reads "$id" "$3" || continue
              all=$((all + 1))
              if [ "$(echo "$up $ticks $age" | awk '{print ($1 - $2 / 100 >= $3)}')" = 1 ]; then
                old=$((old + 1))
                case "${4:+$(tr '\\0' ' ' < "/proc/$id/cmdline")}" in 'Passenger RubyApp: '*) kill -s "$4" "$id" ;; esac
              fi
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

        /** The one that is worse: an application that has several files has read all of them anew, or not. */
        Count or(Count other) {
            return other.old > old ? other : this;
        }
    }

    /** Those that may still know an earlier content of this file. */
    Count count(String file) {
        return host.run(counting(application.root(), file, own(file), ""));
    }

    /** Sends this signal to Passenger's processes that still know an earlier content of one of these files. */
    void endOld(List<String> files, String signal) {
        files.forEach(file -> host.run(counting(application.root(), file, own(file), signal)));
    }

    private String own(String file) {
        return application.databaseYml().contains(file) ? file : application.databaseYml().getFirst();
    }

    /** @param own a file that all of them may read, and hardly anybody else @param signal for the old ones, or empty for none */
    static RemoteCommand<Count> counting(String root, String file, String own, String signal) {
        return RemoteCommand.of("bash", "-c", COUNT, "understudy", root, file, own, signal).asRootUser().answering(output -> {
            String[] words = output.stdout().strip().split(" ");
            return new Count(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        });
    }

    /** What keeps it from being in use with these files as they are; empty when nothing does. A service that doesn't run serves nobody. */
    Optional<Finding> wrong(String hostName, List<String> files) {
        Count count = files.stream().map(this::count).reduce(Count::or).orElseThrow();
        String byHand = application.restart() == Application.Restart.NONE ? "by hand, or wait until who does that has done it"
                : "by hand: " + String.join("; ", printed(application));
        if (count.old() > 0) {
            return Optional.of(Finding.blocker("OldProcessesStay", hostName, count.old() + " processes of the application on " + hostName
                    + " still use what they read before.", "Restart the application on " + hostName + " " + byHand));
        }
        return count.all() > 0 || application.restart() != Application.Restart.SERVICE ? Optional.empty()
                : Optional.of(Finding.blocker("ApplicationDown", hostName, "No process of the application works in " + application.root()
                        + " on " + hostName + ".", "Look why the service " + application.service() + " doesn't run, and start it " + byHand));
    }

    /** The commands that make it read its files again; none where somebody else does that. */
    static List<RemoteCommand<String>> restart(Application application) {
        List<RemoteCommand<String>> commands = new ArrayList<>();
        Optional<RemoteCommand<String>> web = webServer(application);
        web.ifPresent(commands::add);
        // a web server that begins anew begins its applications anew too
        commands.addAll(web.isPresent() ? List.of() : itself(application));
        return commands;
    }

    /** Whether Passenger begins it anew in the moment in which the panel asks for that; a restart file is looked at some time later. */
    static boolean restartsPassengerAtOnce(Application application) {
        return application.restart() == Application.Restart.PASSENGER || webServer(application).isPresent();
    }

    /** The same as a person would type it. */
    static List<String> printed(Application application) {
        String touched = application.root() + "/tmp/restart.txt";
        return restart(application).stream().map(RemoteCommand::printed).map(line -> !line.contains(touched) ? line
                : RemoteCommand.of("touch", touched).printed() + "   # as the application's user").toList();
    }

    /** What makes a web server hand on Passenger's variables anew; empty where they aren't in a file of its own. */
    private static Optional<RemoteCommand<String>> webServer(Application application) {
        boolean passenger = application.restart() == Application.Restart.PASSENGER || application.restart() == Application.Restart.RESTART_FILE;
        String variables = application.variables();
        List<String> words = variables == null || !passenger ? List.of()
                : variables.equals("/etc/apache2/envvars") ? List.of("service", "apache2", "restart")
                : variables.startsWith("/etc/apache2/") ? List.of("apache2ctl", "graceful")
                : variables.startsWith("/etc/httpd/") ? List.of("apachectl", "graceful")
                : variables.startsWith("/etc/nginx/") ? List.of("nginx", "-s", "reload") : List.of();
        return words.isEmpty() ? Optional.empty() : Optional.of(RemoteCommand.of(words).asRootUser().within(LIMIT).survivingDrop());
    }

    private static List<RemoteCommand<String>> itself(Application application) {
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
