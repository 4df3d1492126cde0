package understudy.options;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.Server;
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
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * Starts a stopped server that is to come back as a replica. Refuses when its option files would let it come up open: that is
 * looked at before, because afterwards is too late. A server that came up open all the same is closed at once.
 */
@Component
public final class StartServer implements Step<StartServer.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("start-server");

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final String LOG = "/var/log/mysql/error.log";

    private final Reach reach;
    private final Hosts hosts;
    private final Clock clock;

    StartServer(Reach reach, Hosts hosts, Clock clock) {
        this.reach = reach;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * @param host whose server
     * @param heading where the page shows it
     */
    public record Parameters(String host, String heading) {
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public StepText text(Parameters wish) {
        return new StepText(wish.heading(), "Start the server on " + wish.host() + " if it is stopped",
                "Its data can only be compared and brought up to date while it runs. It starts closed, so nobody can write there.",
                "The last errors of its log are shown; the other servers aren't touched.", "Start it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Server server = reach.server(wish.host());
        if (ServerReturn.answers(server)) {
            return new Inspection.AlreadyDone("The server on " + wish.host() + " runs.");
        }
        if (ServerService.processRuns(reach.host(wish.host()))) {
            return new ServerReturn(clock).awaited(server, STARTING)
                    ? new Inspection.AlreadyDone("The server on " + wish.host() + " runs.") : new Inspection.Unknown(silent(wish));
        }
        return look(wish).closed() ? new Inspection.Possible("The server on " + wish.host() + " doesn't run; it will start closed.")
                : new Inspection.Blocked(wouldStartOpen(wish));
    }

    private BootLook look(Parameters wish) {
        return BootLook.at(hosts.get(wish.host()), reach.host(wish.host()));
    }

    private static Finding silent(Parameters wish) {
        return Finding.blocker("ServerSilent", wish.host(), "A server process runs on " + wish.host() + ", but it doesn't answer.",
                "Look at the host: a frozen process has to be continued or ended, a full disk emptied. Then try again.");
    }

    private static Finding wouldStartOpen(Parameters wish) {
        return Finding.blocker("WouldStartOpen", wish.host(),
                "The server on " + wish.host() + " would start open for writes: its option files don't say read_only=ON and super_read_only=ON.",
                "The step before writes them; try again from there.");
    }

    @Override
    public Plan plan(Parameters wish) {
        Host host = hosts.get(wish.host());
        return Plan.ofCommands(ServerService.of(host).printed("start"));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        HostConnection host = reach.host(wish.host());
        boolean obeyed = ServerService.of(hosts.get(wish.host())).tell(host, "start");
        journal.say(obeyed ? "The service was started; waiting for the server." : "The service says that it didn't start.");
        Server server = reach.server(wish.host());
        if (!new ServerReturn(clock).awaited(server, obeyed ? PATIENCE : STARTING)) {
            List<String> errors = ServerService.lastErrors(host, LOG);
            errors.forEach(line -> journal.say("Error log: " + line));
            return new Outcome.Failed(Finding.blocker("ServerDidNotStart", wish.host(),
                    "The server on " + wish.host() + " didn't start." + (errors.isEmpty() ? "" : " Its log says: " + String.join(" / ", errors)),
                    "Read its error log on " + wish.host() + ", mend the cause, and try again."));
        }
        server.execute(server.dialect().closeForWrites());
        return new Outcome.Applied("The server on " + wish.host() + " runs and is closed for writes.");
    }

    /** It is left running: it is closed, and stopping it again would help nobody. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
