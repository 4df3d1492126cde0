package understudy.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import understudy.monitor.HostAnswer.Process;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * What a host is asked about its server when the server itself gives no answer: one command, without root's rights, that reads
 * the process table, the table of listening ports, the supervisor's opinion and the free space. It changes nothing.
 */
final class HostQuestion {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Arguments: the port as four hexadecimal digits, the service's name, and the directories that must have room. */
    private static final String SCRIPT = """
            port=$1 service=$2; shift 2
            alive=
            for stat in /proc/[0-9]*/stat; do
              { read -r line < "$stat"; } 2>/dev/null || continue
              case $line in
                *'(mysqld) '* | *'(mariadbd) '*)
                  state=${line##*) }; state=${state%% *}; echo "process $state"
                  case $state in [ZX]) ;; *) alive=yes ;; esac ;;
                *'(mysqld_safe) '* | *'(mariadbd-safe) '*) echo 'revival mysqld_safe starts it again' ;;
                *'(mysql) '* | *'(mariadb) '*)
                  case $(tr '\\0' ' ' < "${stat%stat}cmdline" 2>/dev/null) in
                    */etc/init.d/*start*) echo 'revival its service script is starting it' ;;
                  esac ;;
              esac
            done
            awk -v at=":$port" '$4 == "0A" && substr($2, length($2) - 4) == at { print "listening"; exit }' \\
              /proc/net/tcp /proc/net/tcp6 2>/dev/null
            if [ -z "$alive" ] && [ -n "$service" ] && [ -d /run/systemd/system ]; then
              case $(timeout 1 systemctl show --property=ActiveState "$service" 2>/dev/null) in
                *=activating) echo 'revival systemd is starting it' ;;
                *=deactivating | *=reloading) echo 'revival systemd is restarting or stopping it' ;;
                *=active) echo 'revival systemd has not noticed its end yet' ;;
              esac
            fi
            [ $# -eq 0 ] || timeout 0.5 df --block-size=1 --output=avail -- "$@" 2>/dev/null | sed -n '2,$s/^ */free /p'
            exit 0""";

    private HostQuestion() {
    }

    /** @param lastLook names the directories; before the first they are those that enrolment found */
    static RemoteCommand<HostAnswer> of(Host host, @Nullable Look lastLook, Clock clock) {
        HostFacts facts = host.facts();
        List<String> words = new ArrayList<>(List.of("bash", "-c", SCRIPT, "understudy",
                String.format(Locale.ROOT, "%04X", host.mysqlPort()), facts == null ? "" : facts.serviceName()));
        words.addAll(directories(facts, lastLook));
        return RemoteCommand.of(words).within(LIMIT).answering(output -> read(output.stdout(), clock));
    }

    private static List<String> directories(@Nullable HostFacts facts, @Nullable Look lastLook) {
        String data = lastLook == null ? null : lastLook.settings().get("datadir");
        String log = lastLook == null ? null : lastLook.settings().get("log_bin_basename");
        String logDirectory = log == null || log.lastIndexOf('/') < 1 ? null : log.substring(0, log.lastIndexOf('/'));
        return Stream.of(data != null ? data : facts == null ? null : facts.dataDir(), logDirectory)
                .filter(directory -> directory != null && directory.startsWith("/")).distinct().toList();
    }

    static HostAnswer read(String output, Clock clock) {
        List<String> lines = output.lines().toList();
        String revival = lines.stream().filter(line -> line.startsWith("revival ")).map(line -> line.substring(8))
                .findFirst().orElse(null);
        Long free = lines.stream().filter(line -> line.matches("free [0-9]{1,18}")).map(line -> Long.valueOf(line.substring(5)))
                .min(Long::compare).orElse(null);
        return new HostAnswer.Told(clock.instant(), process(lines), lines.contains("listening"), revival, free);
    }

    /** Of several servers on a host any that runs counts: only none at all is a proof. */
    private static Process process(List<String> lines) {
        if (lines.contains("process R") || lines.contains("process S") || lines.contains("process I")) {
            return Process.RUNNING;
        }
        if (lines.contains("process D")) {
            return Process.IN_DISK_WAIT;
        }
        return lines.contains("process T") ? Process.STOPPED
                : lines.stream().anyMatch(line -> line.matches("process [^ZX]")) ? Process.RUNNING : Process.GONE;
    }
}
