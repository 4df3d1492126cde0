package understudy.routing;

import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Problem;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;

/** Looks for the application on a host and keeps what it found. Touches nothing there; a host without one is as good. */
@Component
public final class FindApplication implements Step<FindApplication.On> {

    public static final StepName NAME = new StepName("find-application");

    /** @param host its name */
    public record On(String host) {
    }

    private final Reach reach;
    private final Applications applications;

    FindApplication(Reach reach, Applications applications) {
        this.reach = reach;
        this.applications = applications;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public Class<On> parameters() {
        return On.class;
    }

    @Override
    public StepText text(On on) {
        return new StepText("Get to know the host", "Find the application",
                "After a promotion the application has to follow the source, so the panel needs to know where it says which server it uses.",
                "Nothing was changed on the host; you can name the application's files on the host's page.", "Look");
    }

    /** Deployments change: it is looked for anew each time. */
    @Override
    public Inspection inspect(On on) {
        return new Inspection.Possible("It is looked for anew.");
    }

    @Override
    public Plan plan(On on) {
        return Plan.ofCommands("grep -r DocumentRoot /etc/apache2/sites-enabled", "ls -d /var/www/*/current",
                "cat /var/www/*/current/config/database.yml");
    }

    @Override
    public Outcome apply(On on, Plan plan, Journal journal) {
        Optional<Application> found;
        try {
            found = ApplicationLook.at(reach.host(on.host()));
        } catch (Problem unseen) {
            // the host is good for replication without it
            return new Outcome.Applied("The application couldn't be looked for (" + unseen.getMessage()
                    + "). Name its files on the host's page.");
        }
        applications.found(on.host(), found.orElse(null));
        found.ifPresent(application -> {
            journal.say("application: " + application.root());
            application.databaseYml().forEach(path -> journal.say("its database: " + path));
            journal.say("restarted by: " + application.restart());
        });
        return new Outcome.Applied(found.map(application -> "The application of " + on.host() + " is in " + application.root() + ".")
                .orElse("There is no Rails application on " + on.host() + "."));
    }

    /** What it kept is the proof; there is nothing to look at twice. */
    @Override
    public Inspection verify(On on) {
        return new Inspection.AlreadyDone(applications.on(on.host()).map(Application::root).orElse("No application was found."));
    }

    @Override
    public Undo undo(On on, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
