package understudy.routing;

import java.util.List;
import java.util.Optional;
import understudy.finding.Finding;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;

/**
 * Whether a changed file of variables reaches the application by its restart. Where it doesn't, everything would look well, and the
 * application would still use the old server. So a file has to be known for one that counts; all others are refused.
 */
final class VariablesFile {

    /** Those for which the web server itself begins anew, see {@link ApplicationProcesses#restart}. */
    private static final List<String> OF_WEB_SERVERS = List.of("/etc/apache2/", "/etc/httpd/", "/etc/nginx/");

    private static final String NAMED = """
            shopt -s nullglob
            file=$(readlink -f -- "$2")
            for unit in "$1" ${1%%@*}@; do
              for at in /etc/systemd/system /run/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
                for text in "$at/$unit.service" "$at/$unit.service.d"/*.conf; do
                  while IFS= read -r set; do
                    [ "$(readlink -f -- "$set")" != "$file" ] || { echo yes; exit; }
                  done < <(sed -nE 's/^[[:space:]]*EnvironmentFile=-?"?([^"]*[^"[:space:]])"?[[:space:]]*$/\\1/p' "$text" 2>/dev/null)
                done
              done
            done
            # a service without a unit reads the file of its own name
            [ "$2" != "/etc/default/$1" ] || ! grep -q '/etc/default/' "/etc/init.d/$1" 2>/dev/null || echo yes""";

    private final String hostName;
    private final Application application;
    private final String path;

    VariablesFile(String hostName, Application application, String path) {
        this.hostName = hostName;
        this.application = application;
        this.path = path;
    }

    /** Empty when the restart takes it up, or somebody else restarts the application and has to know. */
    Optional<Finding> notTakenUp(HostConnection host) {
        boolean reaches = application.holds(path) || switch (application.restart()) {
            case NONE -> true;
            case PASSENGER, RESTART_FILE -> OF_WEB_SERVERS.stream().anyMatch(path::startsWith);
            case SERVICE -> host.run(named(String.valueOf(application.service()), path));
        };
        return reaches ? Optional.empty() : Optional.of(Finding.blocker("VariablesNotTakenUp", hostName, "Whether the application on " + hostName
                + " would take up " + path + " by its restart isn't known.", application.restart() == Application.Restart.SERVICE
                ? "Name a file in its directory, or one that the service " + application.service() + " names as EnvironmentFile; or use a hook."
                : "Name a file in its directory, or one of the web server's own configuration; or use a hook."));
    }

    /** Whether this service has its variables from this file. */
    static RemoteCommand<Boolean> named(String service, String path) {
        return RemoteCommand.of("bash", "-c", NAMED, "understudy", service, path).asRootUser().accepting(0, 1)
                .answering(output -> output.stdout().strip().equals("yes"));
    }
}
