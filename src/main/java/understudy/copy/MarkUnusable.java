package understudy.copy;

import java.util.List;
import org.springframework.stereotype.Component;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.replication.DeclareRole;
import understudy.topology.Clusters;
import understudy.topology.Member.Role;
import understudy.topology.Member;

/**
 * Declares a host unusable before its data are replaced, so that nobody promotes it half full. {@link DeclareRole} ends this
 * when the data are proven. Changes nothing when the host can keep its data.
 */
@Component
public final class MarkUnusable implements Step<MarkUnusable.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("mark-unusable");

    private final Clusters clusters;
    private final Reach reach;

    MarkUnusable(Clusters clusters, Reach reach) {
        this.clusters = clusters;
        this.reach = reach;
    }

    /**
     * @param cluster whose member it is or becomes
     * @param source whose data it gets
     * @param replica the host
     * @param copyAgain whether its data are replaced even if they could be kept
     * @param confirmed its databases that somebody agreed to lose
     */
    public record Parameters(String cluster, String source, String replica, boolean copyAgain, List<String> confirmed) {
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
        return new StepText("Copy the database", "Mark " + p.replica() + " as not ready",
                "Until its data are complete and proven, nobody should promote " + p.replica()
                        + ". Only the panel's own notes change here.",
                "Nothing on any server changes.", "Mark it");
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaData data = ReplicaData.look(reach, p.source(), p.replica());
        if (data.usable() && !p.copyAgain()) {
            return new Inspection.AlreadyDone(data.usableBecause());
        }
        if (role(p) == Role.UNUSABLE) {
            return new Inspection.AlreadyDone(p.replica() + " is marked as not ready");
        }
        return data.keep(p.confirmed()).<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.Possible(p.replica() + " is declared " + role(p)));
    }

    private Role role(Parameters p) {
        return clusters.get(p.cluster()).member(p.replica()).map(Member::role).orElse(Role.UNCONFIGURED);
    }

    @Override
    public Plan plan(Parameters p) {
        return Plan.ofChanges(new Plan.Change("role", role(p).name(), Role.UNUSABLE.name()));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        clusters.change(p.cluster(), cluster -> cluster.with(p.replica(), Role.UNUSABLE));
        return new Outcome.Applied(p.replica() + " is marked as not ready");
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        Role before = Role.valueOf(plan.before("role").orElse(Role.UNCONFIGURED.name()));
        if (role(p) == before) {
            return new Undo.NothingToUndo();
        }
        ReplicaData data = ReplicaData.look(reach, p.source(), p.replica());
        if (before != Role.UNCONFIGURED && !data.usable()) {
            return new Undo.Impossible(p.replica() + " was " + before + ", but its data are gone: it stays marked as not ready.");
        }
        if (data.held().unfinishedCopy()) {
            return new Undo.Impossible(p.replica() + " is half full: it stays marked as not ready.");
        }
        clusters.change(p.cluster(), cluster -> cluster.with(p.replica(), before));
        return new Undo.Undone(p.replica() + " is declared " + before + " again");
    }
}
