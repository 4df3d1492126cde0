package understudy.rescue;

import java.util.List;
import org.springframework.stereotype.Component;
import understudy.fence.HostDoor;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.replication.ProveWrite;

/** Writes a row on the new source, and finds it on every replica that follows by now; those that don't are named, not waited for. */
@Component
public final class ProveTakeover implements Step<ProveTakeover.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("prove-takeover");

    private final ProveWrite proof;
    private final HostDoor door;

    ProveTakeover(ProveWrite proof, HostDoor door) {
        this.proof = proof;
        this.door = door;
    }

    /** @param limitMillis how long the row may take to each replica */
    public record Parameters(String source, List<String> replicas, long limitMillis) {

        public Parameters {
            replicas = List.copyOf(replicas);
        }
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
        return new StepText("Prove it", "Write a row on " + wish.source() + (wish.replicas().isEmpty() ? ""
                : " and find it on its replicas"), "A row that is written, and that arrives, is a proof.",
                wish.source() + " goes on taking writes; the message says who doesn't get them.", "Write the row");
    }

    /** A proof is always worth giving anew. */
    @Override
    public Inspection inspect(Parameters wish) {
        return new Inspection.Possible("nothing was proven yet");
    }

    @Override
    public Plan plan(Parameters wish) {
        return proof.plan(proving(wish, wish.replicas()));
    }

    private static ProveWrite.Parameters proving(Parameters wish, List<String> replicas) {
        return new ProveWrite.Parameters(wish.source(), replicas, wish.limitMillis());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        List<String> following = wish.replicas().stream().filter(this::follows).toList();
        return switch (proof.apply(proving(wish, following), plan, journal)) {
            case Outcome.Failed failed -> new Outcome.Applied(wish.source() + " took a row. " + failed.finding().message());
            case Outcome.Applied applied when following.size() < wish.replicas().size() -> new Outcome.Applied(
                    wish.source() + " took a row; not all replicas follow it yet");
            case Outcome other -> other;
        };
    }

    private boolean follows(String replica) {
        return door.askMemberServer(replica, HostDoor.LIMIT, (Server server) -> {
            ReplicaStatus status = server.replicaStatus();
            return status != null && status.applier().running();
        }) instanceof HostDoor.Answer.Given<Boolean> answer && answer.value();
    }

    @Override
    public Inspection verify(Parameters wish) {
        return proof.verify(proving(wish, List.of()));
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
