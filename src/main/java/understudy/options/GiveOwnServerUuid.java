package understudy.options;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
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
import understudy.remote.RemoteFiles;
import understudy.topology.Hosts;

/**
 * Gives a server a UUID of its own when a copied disk gave it another member's: its {@code auto.cnf} goes, and the server makes a
 * new one when it starts. Never on a server that others follow.
 */
@Component
public final class GiveOwnServerUuid implements Step<OwnIdentity> {

    public static final StepName NAME = new StepName("give-own-server-uuid");

    private static final String FILE = "auto.cnf";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Reach reach;
    private final Hosts hosts;
    private final Clock clock;

    public GiveOwnServerUuid(Reach reach, Hosts hosts, Clock clock) {
        this.reach = reach;
        this.hosts = hosts;
        this.clock = clock;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<OwnIdentity> parameters() {
        return OwnIdentity.class;
    }

    @Override
    public StepText text(OwnIdentity wish) {
        return new StepText("Configure the replica", "Make sure that " + wish.host() + " has a UUID of its own",
                "Servers know each other by their UUIDs. A copied disk brings its original's, and then they refuse to replicate.",
                "The old file stays beside as a backup.", "Give it its own UUID");
    }

    @Override
    public Inspection inspect(OwnIdentity wish) {
        Server server = reach.server(wish.host());
        try {
            return inspectRunning(wish, server);
        } catch (ServerUnreachable down) {
            // an interrupted restart can leave a stopped server
            if (!ServerService.processRuns(reach.host(wish.host()))) {
                return new Inspection.Possible("The server on " + wish.host() + " doesn't run.");
            }
            return new ServerReturn(clock).awaited(server, Duration.ofSeconds(20))
                    ? inspectRunning(wish, server) : new Inspection.Unknown(down.finding());
        }
    }

    private Inspection inspectRunning(OwnIdentity wish, Server server) {
        String own = uuid(server);
        Optional<String> twin = wish.others().stream().filter(other -> uuid(reach.server(other)).equals(own)).findFirst();
        if (twin.isEmpty()) {
            return new Inspection.AlreadyDone("No other member has the UUID " + own + ".");
        }
        String clash = wish.host() + " and " + twin.get() + " both have the UUID " + own + ".";
        if (!server.query(server.dialect().showReplicas()).isEmpty()) {
            return new Inspection.Blocked(Finding.blocker("ServerUuidOfSource", wish.host(), clash + " Others follow " + wish.host() + ".",
                    "Change the UUID of " + twin.get() + " instead."));
        }
        return new Inspection.Possible(clash);
    }

    private static String uuid(Server server) {
        return server.query("SELECT @@GLOBAL.server_uuid AS uuid").get(0).text("uuid");
    }

    @Override
    public Plan plan(OwnIdentity wish) {
        ServerService service = ServerService.of(hosts.get(wish.host()));
        String file = "";
        String uuid = "";
        try {
            Server server = reach.server(wish.host());
            uuid = uuid(server);
            file = server.query("SELECT @@GLOBAL.datadir AS dir").get(0).text("dir").replaceAll("/+$", "") + "/" + FILE;
        } catch (ServerUnreachable down) {
            // its file is gone or will count: all that is left is to start it
            return Plan.ofCommands(service.printed("restart"));
        }
        String backup = file + ".understudy-" + STAMP.format(clock.instant());
        return Plan.ofCommands(RemoteFiles.copy(file, backup).printed(), RemoteFiles.remove(file).printed(), service.printed("restart"))
                .withChanges(List.of(new Plan.Change("server_uuid", uuid, "a new one"), new Plan.Change(FILE, file, backup)))
                .withWarning("The server on " + wish.host() + " is restarted.");
    }

    @Override
    public Outcome apply(OwnIdentity wish, Plan plan, Journal journal) {
        HostConnection host = reach.host(wish.host());
        plan.changes().stream().filter(change -> change.name().equals(FILE)).forEach(change -> {
            if (host.run(RemoteFiles.stat(change.now())).isPresent()) {
                host.run(RemoteFiles.copy(change.now(), change.then()));
                host.run(RemoteFiles.remove(change.now()));
                journal.say("Moved " + change.now() + " aside.");
            }
        });
        ServerService.of(hosts.get(wish.host())).tell(host, "restart");
        if (!new ServerReturn(clock).awaited(reach.server(wish.host()), PATIENCE)) {
            return new Outcome.Failed(Finding.blocker("ServerDidNotStart", wish.host(),
                    "The server on " + wish.host() + " didn't answer after its restart.",
                    "Read its error log on " + wish.host() + ", start it, then try again."));
        }
        return new Outcome.Applied(wish.host() + " has the UUID " + uuid(reach.server(wish.host())) + " now.");
    }

    @Override
    public Undo undo(OwnIdentity wish, Plan plan, Journal journal) {
        return new Undo.Impossible("The new UUID stays: the old one is another server's.");
    }
}
