package understudy.rescue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import understudy.fence.HostDoor;
import understudy.finding.Finding;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.Server;
import understudy.mysql.SqlSession;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.replication.Gate;

/**
 * Opens the candidate for writes: the point of no return of a failover. Looks once more whether the old source is open, however
 * long ago it was fenced, and whether the candidate still stands as it was left, and refuses otherwise.
 */
@Component
public final class OpenCandidate implements Step<OpenCandidate.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("open-candidate");

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Reach reach;
    private final HostDoor door;
    private final Clock clock;

    OpenCandidate(Reach reach, HostDoor door, Clock clock) {
        this.reach = reach;
        this.door = door;
        this.clock = clock;
    }

    /**
     * @param sourceSeenAt when the old source was last seen to live, or null
     * @param again whether it was opened before: had its server to start anew since then, it started closed, as a replica does
     */
    public record Parameters(String source, String candidate, @Nullable Instant sourceSeenAt, boolean again) {
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
        return wish.again() ? stillOpenText(wish) : new StepText("Take over", "Open " + wish.candidate(), "From this moment on the application can write again.",
                "It is tried again until it works; from here on the failover only goes forward.", "Open it");
    }

    private static StepText stillOpenText(Parameters wish) {
        return new StepText("Take over", "See that " + wish.candidate() + " is still open",
                "A server that has to start anew just now starts closed, as the replica that it was; it is opened again then.",
                "It is tried again until it works.", "Look at it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        if (Gate.isOpen(reach.server(wish.candidate()))) {
            return new Inspection.AlreadyDone(wish.candidate() + " takes writes", Map.of("source", wish.candidate()));
        }
        boolean sourceOpen = door.askServer(wish.source(), (Server server) -> Gate.isOpen(server))
                instanceof HostDoor.Answer.Given<Boolean> answer && answer.value();
        if (sourceOpen) {
            return new Inspection.Blocked(stillOpen(wish));
        }
        return unsettled(wish.candidate(), reach.server(wish.candidate())).<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.Possible(wish.candidate() + " is closed, and so is what can be seen of " + wish.source()));
    }

    /** What the candidate would lose or doubly get if it were opened like that; as accepted when its receiver was stopped. */
    private static Optional<Finding> unsettled(String name, Server candidate) {
        ReplicaStatus status = candidate.replicaStatus();
        if (status == null) {
            return Optional.empty();
        }
        if (status.receiver().running()) {
            return Optional.of(unsettled(name, " fetches from the old source again"));
        }
        long waiting = status.received().minus(candidate.gtidExecuted()).count();
        return waiting == 0 ? Optional.empty()
                : Optional.of(unsettled(name, " has " + waiting + " received transactions that it hasn't executed"));
    }

    private static Finding unsettled(String name, String why) {
        return Finding.blocker("CandidateUnsettled", name, name + why + ", so it was not opened.",
                "Roll back and fail over anew: what it has is looked at afresh then.");
    }

    private static Finding stillOpen(Parameters wish) {
        return Finding.blocker("SourceOpen", wish.source(), wish.source() + " is back and takes writes, so " + wish.candidate()
                + " was not opened.", "Roll back and switch over instead; or close " + wish.source() + " and retry.");
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql("on " + wish.candidate() + ": " + reach.server(wish.candidate()).dialect().openForWrites());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server candidate = reach.server(wish.candidate());
        try (SqlSession session = candidate.open(ANSWER)) {
            session.execute(candidate.dialect().openForWrites());
        }
        if (wish.sourceSeenAt() != null) {
            journal.result("writeOutageMillis", Math.max(1, Duration.between(wish.sourceSeenAt(), clock.instant()).toMillis()));
        }
        return new Outcome.Applied(wish.candidate() + " takes writes");
    }

    @Override
    public Inspection verify(Parameters wish) {
        return Gate.isOpen(reach.server(wish.candidate()))
                ? new Inspection.AlreadyDone(wish.candidate() + " takes writes", Map.of("source", wish.candidate()))
                : new Inspection.Possible(wish.candidate() + " is still closed");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return Gate.isOpen(reach.server(wish.candidate()))
                ? new Undo.Impossible(wish.candidate() + " takes writes already.") : new Undo.NothingToUndo();
    }
}
