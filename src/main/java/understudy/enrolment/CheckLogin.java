package understudy.enrolment;

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
import understudy.remote.RemoteCommand;

/** Looks whether the panel can log in to the host. Changes nothing; there is nothing to apply. */
@Component
final class CheckLogin implements Step<CheckLogin.At> {

    static final StepName NAME = new StepName("check-login");

    /** @param host its name */
    record At(String host) {
    }

    private final Reach reach;

    CheckLogin(Reach reach) {
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
        return new StepText("Get to know the host", "Log in to " + at.host(),
                "The panel does everything on a host over SSH, with its own key and only where the host key is the one you trusted.",
                "Nothing was changed; the message says what the host refused.", "Log in");
    }

    @Override
    public Inspection inspect(At at) {
        try {
            String user = reach.host(at.host()).run(RemoteCommand.of("id", "-un")).strip();
            return new Inspection.AlreadyDone("Logged in to " + at.host() + " as " + user + ".");
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        }
    }

    @Override
    public Plan plan(At at) {
        return Plan.ofCommands(RemoteCommand.of("id", "-un").printed());
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
