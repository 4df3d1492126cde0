package understudy.options;

import java.time.Duration;
import java.util.List;
import understudy.remote.CommandOutput;
import understudy.remote.HostConnection;
import understudy.remote.RemoteCommand;
import understudy.topology.Host;
import understudy.topology.HostFacts;

/**
 * The server as a service of its host, with or without a supervisor.
 *
 * @param name what {@code service} calls it
 */
record ServerService(String name) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LOG_LINES = 30;

    static ServerService of(Host host) {
        HostFacts facts = host.facts();
        return new ServerService(facts == null ? "mysql" : facts.serviceName());
    }

    /** Goes on to its end when the session is lost: half a restart would be a stopped server. */
    private RemoteCommand<Boolean> command(String verb) {
        return RemoteCommand.of("service", name, verb).asRootUser().within(LIMIT).survivingDrop()
                .accepting(0, 1, 2, 3, 4, 5).answering(output -> output.exitStatus() == 0);
    }

    String printed(String verb) {
        return command(verb).printed();
    }

    /** Whether the service says that it worked. */
    boolean tell(HostConnection host, String verb) {
        return host.run(command(verb));
    }

    /** Whether a server process runs, whatever it answers. */
    static boolean processRuns(HostConnection host) {
        return host.run(RemoteCommand.of("pgrep", "-x", "mysqld|mariadbd").accepting(0, 1)
                .answering(output -> output.exitStatus() == 0));
    }

    /** The errors at the end of the server's log, for the admin to read. */
    static List<String> lastErrors(HostConnection host, String log) {
        if (!log.startsWith("/")) {
            return List.of();
        }
        String tail = host.run(RemoteCommand.of("tail", "-n", Integer.toString(LOG_LINES), "--", log).asRootUser()
                .accepting(0, 1).answering(CommandOutput::stdout));
        List<String> errors = tail.lines().filter(line -> line.contains("[ERROR]"))
                .map(line -> line.replaceFirst("^.*?\\[ERROR\\] ", "")).toList();
        return errors.subList(Math.max(0, errors.size() - 3), errors.size());
    }
}
