package understudy.options;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import understudy.topology.Host;
import understudy.topology.Hosts;

/**
 * Lets a server refuse writes from its next start on, by its option files alone: what it does now stays as it is. So it works on
 * a server that is stopped, frozen or open for writes, unlike {@link SetServerOptions}, which also changes what runs.
 */
@Component
public final class BootClosed implements Step<BootClosed.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("boot-closed");

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Reach reach;
    private final Hosts hosts;
    private final Clock clock;

    BootClosed(Reach reach, Hosts hosts, Clock clock) {
        this.reach = reach;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * @param host whose server is to start closed
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
        return new StepText(wish.heading(), "Let " + wish.host() + " refuse writes from its next start on",
                "A server that comes back by itself must not take a write that no other server gets. Only its option file changes.",
                "The file stays as it is, or comes back from its backup by Roll back.", "Write the file");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        BootLook look = look(wish);
        if (look.closed()) {
            return new Inspection.AlreadyDone(look.evidence());
        }
        return stuck(wish, look).<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.Possible(look.evidence()));
    }

    /** A value kept on the server wins over the files, and only a running server can take it back. */
    private Optional<Finding> stuck(Parameters wish, BootLook look) {
        return look.keptOpen().isEmpty() || answers(wish) ? Optional.empty() : Optional.of(Finding.blocker("WouldStartOpen", wish.host(),
                "The server on " + wish.host() + " keeps " + String.join(", ", look.keptOpen())
                        + " = OFF in its own mysqld-auto.cnf, which wins over its option files: it would start open.",
                "Start it by hand while nobody can reach it, run RESET PERSIST for these, and try again."));
    }

    private boolean answers(Parameters wish) {
        try {
            reach.server(wish.host()).query("SELECT 1");
            return true;
        } catch (ServerUnreachable down) {
            return false;
        }
    }

    @Override
    public Plan plan(Parameters wish) {
        BootLook look = look(wish);
        OptionFileChanges disk = new OptionFileChanges(reach.host(wish.host()));
        List<MyCnf.Change> files = disk.real(look.changed().changes());
        List<Plan.Change> planned = disk.planned(files, STAMP.format(clock.instant()));
        List<String> sql = look.keptOpen().isEmpty() ? List.of() : look.keptOpen().stream()
                .map(name -> reach.server(wish.host()).dialect().resetPersisted(name)).toList();
        return new Plan(disk.commands(planned), sql, OptionFileChanges.diff(files, planned), new ArrayList<>(planned), List.of());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        OptionFileChanges disk = new OptionFileChanges(reach.host(wish.host()));
        BootLook look = look(wish);
        List<MyCnf.Change> files = disk.real(look.changed().changes());
        String planned = plan.diff() == null ? "" : plan.diff().unified();
        if (!OptionFileChanges.unified(files).equals(planned)) {
            return new Outcome.Failed(Finding.blocker("OptionFilesChangedMeanwhile", wish.host(),
                    "The option files on " + wish.host() + " are no longer as they were when this was planned.",
                    "Look at the files and try again: it is planned anew."));
        }
        disk.write(files, plan);
        files.forEach(file -> journal.say("Changed " + file.path() + "."));
        for (String name : look.keptOpen()) {
            Server server = reach.server(wish.host());
            server.execute(server.dialect().resetPersisted(name));
            journal.say("Took back the value of " + name + " that was kept on the server.");
        }
        return new Outcome.Applied(wish.host() + " refuses writes from its next start on.");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        OptionFileChanges disk = new OptionFileChanges(reach.host(wish.host()));
        List<MyCnf.Change> standing = disk.standing(plan);
        disk.restore(standing);
        standing.forEach(file -> journal.say("Put " + file.path() + " back as it was."));
        return standing.isEmpty() ? new Undo.NothingToUndo() : new Undo.Undone("The option files of " + wish.host() + " are as they were");
    }

    private BootLook look(Parameters wish) {
        Host host = hosts.get(wish.host());
        return BootLook.at(host, reach.host(wish.host()));
    }
}
