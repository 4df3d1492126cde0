package understudy.replication;

import org.springframework.stereotype.Component;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;

/** Only looks: from the replica's host the source's port takes the replication account's login. */
@Component
public final class ReachSource implements Step<ReachSource.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("reach-source");

    private final SourceLogin login;

    ReachSource(SourceLogin login) {
        this.login = login;
    }

    /**
     * @param cluster whose account is used
     * @param source where to
     * @param replica from where
     */
    public record Parameters(String cluster, String source, String replica) {
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
    public StepText text(Parameters p) {
        return new StepText("Configure the replica", "Reach " + p.source() + " from " + p.replica(),
                p.replica() + " will fetch every change from " + p.source()
                        + " over the network. Better to find a firewall or a wrong address now than later.",
                "Nothing was changed; the message says what stands in the way.", "Try it");
    }

    @Override
    public Inspection inspect(Parameters p) {
        return login.refusal(p.cluster(), p.source(), p.replica()).<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.AlreadyDone(p.replica() + " logs in to " + p.source() + " as " + login.user(p.cluster())));
    }

    @Override
    public Plan plan(Parameters p) {
        return Plan.ofCommands(login.shown(p.cluster(), p.source()));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        return login.refusal(p.cluster(), p.source(), p.replica()).<Outcome>map(Outcome.Failed::new)
                .orElseGet(() -> new Outcome.Applied(p.replica() + " reaches " + p.source()));
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
