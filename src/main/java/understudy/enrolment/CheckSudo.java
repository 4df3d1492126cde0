package understudy.enrolment;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
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

/** Looks whether the login user may become root by sudo. Changes nothing; there is nothing to apply. */
@Component
final class CheckSudo implements Step<CheckSudo.At> {

    static final StepName NAME = new StepName("check-sudo");

    private static final RemoteCommand<String> WHO = RemoteCommand.of("id", "-un").asRootUser();

    /** @param host its name */
    record At(String host) {
    }

    private final Reach reach;

    CheckSudo(Reach reach) {
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
        return new StepText("Get to know the host", "Become root on " + at.host(),
                "The option files belong to root, and only root can restart the server and log in to it without a password.",
                "Nothing was changed; the message says what sudo refused.", "Try sudo");
    }

    @Override
    public Inspection inspect(At at) {
        try {
            String user = reach.host(at.host()).run(WHO).strip();
            return user.equals("root") ? new Inspection.AlreadyDone("sudo on " + at.host() + " gives root's rights.")
                    : new Inspection.Blocked(Finding.blocker("SudoRefused", at.host(),
                            "sudo on " + at.host() + " makes the login user " + user + " instead of root.",
                            "Let the login user run every command as root."));
        } catch (Problem e) {
            return new Inspection.Blocked(e.finding());
        }
    }

    @Override
    public Plan plan(At at) {
        return Plan.ofCommands(WHO.printed());
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
