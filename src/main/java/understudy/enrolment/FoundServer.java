package understudy.enrolment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.remote.RemoteCommand;

/**
 * What a look at a host's processes says of a database server. Texts are empty where there is nothing to say.
 *
 * @param running whether a server process runs on this very machine
 * @param installed path of the server program
 * @param versionText what the program says of its version, such as {@code 9.7.4-2}
 * @param socket as given on the command line of the process, or where it usually is and is there
 * @param unit the systemd unit or init script that it belongs to, such as {@code mysql}
 * @param supervised whether something starts it again when it is killed
 * @param defaultsFile the only option file that it reads, when it was started so
 * @param defaultFiles the option files that it looks for by itself, in order
 */
record FoundServer(
        boolean running,
        String installed,
        String versionText,
        String socket,
        String unit,
        boolean supervised,
        String defaultsFile,
        List<String> defaultFiles) {

    /**
     * Prints {@code name=value} lines. Processes in other mount namespaces belong to containers, not to this machine. It runs as
     * root, and anybody on the host may call a program mysqld: only processes of the server's own user or root's are believed, and
     * a program is asked for its version as nobody.
     */
    private static final String SCRIPT = """
            as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
            here=$(readlink /proc/self/ns/mnt)
            server=$(id -u mysql 2>/dev/null)
            for at in /proc/[0-9]*; do
              case $(cat "$at/comm" 2>/dev/null) in mysqld|mariadbd) ;; *) continue ;; esac
              its=$(readlink "$at/ns/mnt" 2>/dev/null)
              [ -z "$its" ] || [ "$its" = "$here" ] || continue
              # not the directory's owner: that is root for whatever forbids itself to be traced
              case $(sed -n 's/^Uid:[[:space:]]*\\([0-9]*\\).*/\\1/p' "$at/status" 2>/dev/null) in 0|"${server:-0}") ;; *) continue ;; esac
              pid=${at#/proc/}
            done
            if [ -n "$pid" ]; then
              echo running=yes
              program=$(readlink "/proc/$pid/exe" 2>/dev/null || tr '\\0' '\\n' < "/proc/$pid/cmdline" | head -n 1)
              program=$(command -v "$program")
              tr '\\0' '\\n' < "/proc/$pid/cmdline" | grep -E '^--(socket|defaults-file)=' | sed 's/^--//'
              parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
              case $(cat "/proc/$parent/comm" 2>/dev/null) in mysqld_safe|mariadbd-safe) echo supervised=yes ;; esac
            else
              program=$(command -v mysqld mariadbd | head -n 1)
            fi
            [ -n "$program" ] && echo "program=$program" && echo "version=$(as_nobody "$program" --version 2>/dev/null)"
            if [ -d /run/systemd/system ]; then
              unit=$(sed -n 's|.*/\\([^/]*\\)\\.service$|\\1|p' "/proc/$pid/cgroup" 2>/dev/null | head -n 1)
              for name in $unit mysql mysqld mariadb; do
                [ "$(systemctl show -p LoadState --value "$name.service" 2>/dev/null)" = loaded ] || continue
                echo "unit=$(systemctl show -p Id --value "$name.service" | sed 's/\\.service$//')"
                case $(systemctl show -p Restart --value "$name.service") in no|'') ;; *) echo supervised=yes ;; esac
                break
              done
            else
              for name in mysql mysqld mariadb; do
                [ -x "/etc/init.d/$name" ] && { echo "unit=$name"; break; }
              done
            fi
            for socket in /run/mysqld/mysqld.sock /var/run/mysqld/mysqld.sock /var/lib/mysql/mysql.sock /tmp/mysql.sock; do
              [ -S "$socket" ] || continue
              case $(stat -L -c %u -- "$socket") in 0|"${server:-0}") echo "usual-socket=$socket"; break ;; esac
            done
            echo "files=$(my_print_defaults --help 2>/dev/null | grep -A 1 '^Default options are read' | tail -n 1)"
            true""";

    FoundServer {
        defaultFiles = List.copyOf(defaultFiles);
    }

    static RemoteCommand<FoundServer> look() {
        return RemoteCommand.of("bash", "-c", SCRIPT).asRootUser().answering(output -> read(output.stdout()));
    }

    /** Reads what the script printed. */
    static FoundServer read(String printed) {
        Map<String, String> values = new LinkedHashMap<>();
        printed.lines().filter(line -> line.indexOf('=') > 0).forEach(line ->
                values.putIfAbsent(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1).strip()));
        String version = values.getOrDefault("version", "");
        int at = version.indexOf("Ver ");
        String files = values.getOrDefault("files", "");
        return new FoundServer("yes".equals(values.get("running")), values.getOrDefault("program", ""),
                at < 0 ? "" : version.substring(at + 4).split(" ", 2)[0],
                values.getOrDefault("socket", values.getOrDefault("usual-socket", "")),
                values.getOrDefault("unit", ""), "yes".equals(values.get("supervised")),
                values.getOrDefault("defaults-file", ""),
                files.isBlank() ? List.of("/etc/my.cnf", "/etc/mysql/my.cnf")
                        : List.of(files.split("\\s+")).stream().filter(file -> file.startsWith("/")).toList());
    }

    /** The option files where the server begins to read. */
    List<String> optionRoots() {
        return defaultsFile.isEmpty() ? defaultFiles : List.of(defaultsFile);
    }
}
