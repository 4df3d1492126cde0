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
import understudy.mysql.Sql;
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

/**
 * Gives a server options: in its option files, with the smallest change and a backup beside each, and at once where the server
 * can do that. Values kept on the server that would win over the files are taken back. It never restarts; {@link RestartServer}
 * does where something takes effect only at start.
 */
@Component
public final class SetServerOptions implements Step<ServerOptions> {

    public static final StepName NAME = new StepName("set-server-options");

    private static final String PERSISTED = "persisted ";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Reach reach;
    private final Clock clock;

    public SetServerOptions(Reach reach, Clock clock) {
        this.reach = reach;
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
        return new StepText(options.heading(), OptionTitle.of(options), OptionTitle.why(options),
                "The files stay as they are, or come back from their backups by Roll back.", "Write the options");
    }

    @Override
    public Inspection inspect(ServerOptions options) {
        OptionLook look = look(options);
        if (look.done()) {
            return new Inspection.AlreadyDone(look.evidence());
        }
        List<Finding> blockers = look.blockers(options.host());
        return blockers.isEmpty() ? new Inspection.Possible(look.evidence()) : new Inspection.Blocked(blockers);
    }

    @Override
    public Plan plan(ServerOptions options) {
        OptionLook look = look(options);
        OptionFileChanges disk = new OptionFileChanges(reach.host(options.host()));
        List<MyCnf.Change> files = disk.real(look.changed().changes());
        List<Plan.Change> planned = disk.planned(files, STAMP.format(clock.instant()));
        List<Plan.Change> changes = new ArrayList<>(planned);
        List<String> sql = new ArrayList<>();
        for (OptionState state : look.states()) {
            if (state.persistedOtherwise()) {
                changes.add(new Plan.Change(PERSISTED + state.name(), String.valueOf(state.persisted()), "(taken back)"));
                sql.add(reach.server(options.host()).dialect().resetPersisted(state.name()));
            }
            if (!state.runs()) {
                changes.add(new Plan.Change(state.name(), state.running(), state.wanted()));
            }
            if (state.toSetNow()) {
                sql.add("SET GLOBAL " + state.name() + " = "
                        + (typed(state.wanted()) instanceof Long ? state.wanted() : Sql.text(state.wanted())));
            }
        }
        Plan plan = new Plan(disk.commands(planned), sql, OptionFileChanges.diff(files, planned), changes, List.of());
        return look.restartsFor().isEmpty() ? plan : plan.withWarning("The server has to be restarted afterwards: "
                + String.join(", ", look.restartsFor()) + (look.restartsFor().size() == 1 ? " takes" : " take") + " effect only when it starts.");
    }

    @Override
    public Outcome apply(ServerOptions options, Plan plan, Journal journal) {
        HostConnection host = reach.host(options.host());
        OptionFileChanges disk = new OptionFileChanges(host);
        OptionLook look = look(options);
        List<MyCnf.Change> files = disk.real(look.changed().changes());
        String planned = plan.diff() == null ? "" : plan.diff().unified();
        if (!OptionFileChanges.unified(files).equals(planned)) {
            return new Outcome.Failed(changedMeanwhile(options.host()));
        }
        if (!files.isEmpty()) {
            String first = OptionFileChanges.path(OptionFileChanges.filesOf(plan).get(0));
            Optional<String> complaint = disk.complaint(look.changed(), first);
            if (complaint.isPresent()) {
                return new Outcome.Failed(Finding.blocker("OptionsRefused", options.host(),
                        "The server on " + options.host() + " wouldn't start with these options: " + complaint.get(),
                        "Nothing was changed. Correct the option files on " + options.host() + ", then try again."));
            }
            disk.write(files, plan);
            files.forEach(file -> journal.say("Changed " + file.path() + "."));
        }
        setNow(reach.server(options.host()), look, journal);
        return new Outcome.Applied("The options of " + options.host() + " are set.");
    }

    private static void setNow(Server server, OptionLook look, Journal journal) {
        for (OptionState state : look.states()) {
            if (state.persistedOtherwise()) {
                server.execute(server.dialect().resetPersisted(state.name()));
                journal.say("Took back the value of " + state.name() + " that was kept on the server.");
            }
            if (state.toSetNow()) {
                server.execute(server.dialect().setGlobal(state.name()), typed(state.wanted()));
                journal.say("Set " + state.name() + " to " + state.wanted() + ".");
            }
        }
    }

    /** The server takes numbers only as numbers. */
    private static Object typed(String value) {
        return value.matches("\\d{1,18}") ? (Object) Long.valueOf(value) : value;
    }

    @Override
    public Undo undo(ServerOptions options, Plan plan, Journal journal) {
        OptionFileChanges disk = new OptionFileChanges(reach.host(options.host()));
        List<MyCnf.Change> standing = disk.standing(plan);
        String planned = plan.diff() == null ? "" : plan.diff().unified();
        if (!standing.isEmpty() && !planned.contains(OptionFileChanges.unified(standing))) {
            return new Undo.Failed(changedMeanwhile(options.host()));
        }
        disk.restore(standing);
        standing.forEach(file -> journal.say("Put " + file.path() + " back as it was."));
        Server server = reach.server(options.host());
        for (Plan.Change change : plan.changes()) {
            if (change.name().startsWith(PERSISTED)) {
                server.execute("SET PERSIST_ONLY " + change.name().substring(PERSISTED.length()) + " = ?", typed(change.now()));
            } else if (server.dialect().takesEffectAtOnce(change.name())) {
                server.execute(server.dialect().setGlobal(change.name()), typed(change.now()));
            }
        }
        return new Undo.Undone("The options of " + options.host() + " are as they were"
                + (plan.warnings().isEmpty() ? "." : "; those that only count at start change with its next restart."));
    }

    private static Finding changedMeanwhile(String host) {
        return Finding.blocker("OptionFilesChangedMeanwhile", host,
                "The option files on " + host + " are no longer as they were when this was planned.",
                "Look at the files and try again: it is planned anew.");
    }

    private OptionLook look(ServerOptions options) {
        return OptionLook.at(reach.server(options.host()), new HostOptionFiles(reach.host(options.host())), options.values());
    }
}
