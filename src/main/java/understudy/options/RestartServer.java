package understudy.options;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.MyCnf;
import understudy.mysql.Server;
import understudy.mysql.ServerUnreachable;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.HostConnection;
import understudy.topology.Hosts;

/**
 * Restarts a server when a wished option only counts from its start on, and never otherwise. When the server doesn't come back,
 * its option files come back from their backups and it is started with those.
 */
@Component
public final class RestartServer implements Step<ServerOptions> {

    public static final StepName NAME = new StepName("restart-server");

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);
    private static final String LOG = "error log";

    private final Reach reach;
    private final Hosts hosts;
    private final Clock clock;

    public RestartServer(Reach reach, Hosts hosts, Clock clock) {
        this.reach = reach;
        this.hosts = hosts;
        this.clock = clock;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<ServerOptions> parameters() {
        return ServerOptions.class;
    }

    @Override
    public StepText text(ServerOptions options) {
        return new StepText(options.heading(), "Restart the server on " + options.host() + " if it needs it",
                "Some options take effect only when the server starts. Applications lose their connections for a moment.",
                "The option files come back from their backups and the server is started with those.", "Restart the server");
    }

    @Override
    public Inspection inspect(ServerOptions options) {
        try {
            return inspectRunning(options);
        } catch (ServerUnreachable down) {
            if (!ServerService.processRuns(reach.host(options.host()))) {
                // an interrupted restart can leave a stopped server
                return new Inspection.Possible("The server on " + options.host() + " doesn't run.");
            }
            boolean starting = new ServerReturn(clock).awaited(reach.server(options.host()), STARTING);
            return starting ? inspectRunning(options) : new Inspection.Unknown(down.finding());
        }
    }

    private Inspection inspectRunning(ServerOptions options) {
        List<OptionState> waiting = waiting(options);
        if (waiting.isEmpty()) {
            return new Inspection.AlreadyDone("Every option is in effect; no restart is needed.");
        }
        List<OptionState> vain = waiting.stream().filter(state -> !state.filesAgree() || state.persistedOtherwise()).toList();
        return vain.isEmpty() ? new Inspection.Possible("A restart is needed for " + names(waiting) + ".")
                : new Inspection.Blocked(Finding.blocker("OptionNotWritten", options.host(),
                        "A restart would not bring " + names(vain) + ": the option files say something else.",
                        "Set the options first."));
    }

    @Override
    public Plan plan(ServerOptions options) {
        HostConnection host = reach.host(options.host());
        List<Plan.Change> changes = new ArrayList<>();
        String warning = "The server on " + options.host() + " is restarted: applications lose their connections for a moment.";
        try {
            Server server = reach.server(options.host());
            waiting(options).forEach(state -> changes.add(new Plan.Change(state.name(), state.running(), state.wanted())));
            long uptime = server.query("SHOW GLOBAL STATUS LIKE 'Uptime'").get(0).number("Value");
            changes.addAll(backups(host, server, OptionBackups.startedAt(host, uptime)));
            String log = server.variables("log_error").getOrDefault("log_error", "");
            changes.add(new Plan.Change(LOG, log, log));
        } catch (ServerUnreachable down) {
            warning = "The server on " + options.host() + " doesn't run; it is started.";
        }
        return Plan.ofCommands(service(options).printed("restart")).withChanges(changes).withWarning(warning);
    }

    private static List<Plan.Change> backups(HostConnection host, Server server, long startedAt) {
        MyCnf files = MyCnf.read(server.dialect().optionFiles(), server.dialect().version(), new HostOptionFiles(host));
        return OptionBackups.since(host, files, startedAt);
    }

    @Override
    public Outcome apply(ServerOptions options, Plan plan, Journal journal) {
        if (restarted(options, journal)) {
            return new Outcome.Applied("The server on " + options.host() + " answers again.");
        }
        HostConnection host = reach.host(options.host());
        String log = plan.before(LOG).orElse("");
        List<String> errors = ServerService.lastErrors(host, log);
        errors.forEach(line -> journal.say("Error log: " + line));
        boolean back = startedWithBackups(options, plan, OptionBackups.FIRST, journal)
                || startedWithBackups(options, plan, OptionBackups.SECOND, journal);
        return new Outcome.Failed(didNotStart(options.host(), errors, back).with(Map.of("errorLog", log)));
    }

    private boolean restarted(ServerOptions options, Journal journal) {
        boolean obeyed = service(options).tell(reach.host(options.host()), "restart");
        journal.say(obeyed ? "The service was restarted; waiting for the server." : "The service says that it didn't start.");
        // a supervisor may still succeed where the first start failed
        return new ServerReturn(clock).awaited(reach.server(options.host()), obeyed ? PATIENCE : AFTER_REFUSAL);
    }

    private boolean startedWithBackups(ServerOptions options, Plan plan, String turn, Journal journal) {
        OptionFileChanges disk = new OptionFileChanges(reach.host(options.host()));
        List<Plan.Change> backups = OptionFileChanges.filesOf(plan).stream().filter(file -> file.then().equals(turn)).toList();
        if (backups.isEmpty()) {
            return false;
        }
        disk.restore(disk.standing(backups));
        backups.forEach(file -> journal.say("Put " + OptionFileChanges.path(file) + " back from " + file.now() + "."));
        return restarted(options, journal);
    }

    private static Finding didNotStart(String host, List<String> errors, boolean back) {
        String why = errors.isEmpty() ? "" : " Its log says: " + String.join(" / ", errors);
        return Finding.blocker("ServerDidNotStart", host,
                "The server on " + host + " didn't start with the new options." + why,
                back ? "The old option files are back and the server runs with them. Correct the cause, then try again."
                        : "The server doesn't run. Read its error log on " + host + " and start it by hand.");
    }

    @Override
    public Undo undo(ServerOptions options, Plan plan, Journal journal) {
        // the files go back with SetServerOptions; what they say counts from the next start on
        return new Undo.NothingToUndo();
    }

    private List<OptionState> waiting(ServerOptions options) {
        OptionLook look = OptionLook.at(
                reach.server(options.host()), new HostOptionFiles(reach.host(options.host())), options.values());
        return look.states().stream().filter(OptionState::needsRestart).toList();
    }

    private static String names(List<OptionState> states) {
        return String.join(", ", states.stream().map(OptionState::name).toList());
    }

    private ServerService service(ServerOptions options) {
        return ServerService.of(hosts.get(options.host()));
    }
}
