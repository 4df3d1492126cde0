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
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;

/** Declares the new source in the panel's store, so that whoever asks for the source is sent there. */
@Component
public class DeclareRoles implements Step<DeclareRoles.Parameters> {

    public static final StepName NAME = new StepName("declare-roles");

    /**
     * @param oldSourceBecomes a replica, or DETACHED where it is dead: when it comes back nobody relies on it until it has rejoined
     * @param heading where the page shows it
     */
    public record Parameters(String cluster, String source, String oldSource, Member.Role oldSourceBecomes, String heading) {
    }

    private final Clusters clusters;

    DeclareRoles(Clusters clusters) {
        this.clusters = clusters;
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
        return new StepText(wish.heading(), "Declare " + wish.source() + " the source",
                "Load balancers and scripts that ask the panel for the source are sent to the new one from now on.",
                "Try again; only the panel's own store is changed.", "Declare it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        Cluster cluster = clusters.get(wish.cluster());
        boolean declared = cluster.source().filter(wish.source()::equals).isPresent();
        return declared ? new Inspection.AlreadyDone(wish.source() + " is the declared source")
                : new Inspection.Possible(cluster.source().orElse("nobody") + " is the declared source");
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofChanges(new Plan.Change("source of " + wish.cluster(), wish.oldSource(), wish.source()));
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        clusters.change(wish.cluster(), cluster -> cluster.promoting(wish.source(), wish.oldSourceBecomes()));
        return new Outcome.Applied(wish.source() + " is the declared source");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        if (inspect(wish) instanceof Inspection.AlreadyDone) {
            clusters.change(wish.cluster(), cluster -> cluster.promoting(wish.oldSource(), Member.Role.REPLICA));
            return new Undo.Undone(wish.oldSource() + " is the declared source again");
        }
        return new Undo.NothingToUndo();
    }
}
