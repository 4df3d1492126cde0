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
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.topology.Member.Role;

/** Changes a host's declared part in its cluster; only the panel's own notes change. */
@Component
public final class DeclareRole implements Step<DeclareRole.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("declare-role");

    private final Clusters clusters;

    DeclareRole(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * @param cluster whose member it is or becomes
     * @param host the host
     * @param role its new part
     * @param heading where the page shows it
     */
    public record Parameters(String cluster, String host, Role role, String heading) {
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
        String title = switch (p.role()) {
            case REPLICA -> "Declare " + p.host() + " a replica";
            case DETACHED -> "Take " + p.host() + " out of the cluster's work";
            case SOURCE -> "Declare " + p.host() + " the source";
            case UNUSABLE -> "Mark " + p.host() + " as not ready";
            case UNCONFIGURED -> "Take " + p.host() + "'s part back";
        };
        return new StepText(p.heading(), title, "The panel notes the part that " + p.host()
                + " has from now on, and shows and watches it as such.", "Nothing on any server changes.", "Note it");
    }

    @Override
    public Inspection inspect(Parameters p) {
        Role now = role(p);
        return now == p.role() ? new Inspection.AlreadyDone(p.host() + " is declared " + now)
                : new Inspection.Possible(p.host() + " is declared " + now);
    }

    private Role role(Parameters p) {
        return clusters.get(p.cluster()).member(p.host()).map(Member::role).orElse(Role.UNCONFIGURED);
    }

    @Override
    public Plan plan(Parameters p) {
        return Plan.ofChanges(new Plan.Change("role", role(p).name(), p.role().name()));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        clusters.change(p.cluster(), cluster -> cluster.with(p.host(), p.role()));
        return new Outcome.Applied(p.host() + " is declared " + p.role());
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        Role before = Role.valueOf(plan.before("role").orElse(Role.UNCONFIGURED.name()));
        if (role(p) == before) {
            return new Undo.NothingToUndo();
        }
        clusters.change(p.cluster(), cluster -> cluster.with(p.host(), before));
        return new Undo.Undone(p.host() + " is declared " + before + " again");
    }
}
