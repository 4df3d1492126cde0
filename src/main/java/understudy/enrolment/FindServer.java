package understudy.enrolment;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.Dialect;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;

/** Looks for a running server of a supported kind. Changes nothing; there is nothing to apply. */
@Component
final class FindServer implements Step<FindServer.At> {

    static final StepName NAME = new StepName("find-server");

    /** @param host its name */
    record At(String host) {
    }

    private final Reach reach;

    FindServer(Reach reach) {
        this.reach = reach;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<At> parameters() {
        return At.class;
    }

    @Override
    public StepText text(At at) {
        return new StepText("Get to know the host", "Find the database server",
                "The panel speaks the words of certain servers only, and finds out how this one is started and stopped.",
                "Nothing was changed; the message says what is there instead.", "Look");
    }

    @Override
    public Inspection inspect(At at) {
        try {
            FoundServer found = reach.host(at.host()).run(FoundServer.look());
            if (found.installed().isEmpty()) {
                return new Inspection.Blocked(Finding.blocker("ServerMissing", at.host(),
                        "There is no MySQL server on " + at.host() + ".", "Install one: sudo apt-get install mysql-server"));
            }
            Dialect dialect = Dialect.of(found.versionText(), at.host());
            return found.running() ? new Inspection.AlreadyDone(dialect.label() + " runs on " + at.host() + ".")
                    : new Inspection.Blocked(Finding.blocker("ServerStopped", at.host(),
                            dialect.label() + " is installed on " + at.host() + ", but doesn't run.",
                            "Start it: sudo service " + (found.unit().isEmpty() ? "mysql" : found.unit()) + " start"));
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        } catch (IllegalArgumentException e) {
            return new Inspection.Blocked(Finding.blocker("UnsupportedServer", at.host(),
                    "The server program on " + at.host() + " doesn't say a version that the panel understands.",
                    "Use MySQL 8.4 or newer on this host."));
        }
    }

    @Override
    public Plan plan(At at) {
        return Plan.ofCommands("pgrep -a 'mysqld|mariadbd'", "mysqld --version");
    }

    @Override
    public Outcome apply(At at, Plan plan, Journal journal) {
        return Looking.apply(inspect(at));
    }

    @Override
    public Undo undo(At at, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
