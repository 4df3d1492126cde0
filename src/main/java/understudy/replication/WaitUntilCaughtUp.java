package understudy.replication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.mysql.GtidSet;
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
import understudy.reach.Reach;

/** Only waits: until a replica has executed everything that its source had a moment ago, while the source goes on. */
@Component
public final class WaitUntilCaughtUp implements Step<WaitUntilCaughtUp.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("wait-until-caught-up");

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Reach reach;
    private final Clock clock;

    WaitUntilCaughtUp(Reach reach, Clock clock) {
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * @param source who is followed
     * @param replica who follows
     * @param limitMillis how long to wait, in milliseconds
     */
    public record Parameters(String source, String replica, long limitMillis) {
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
        return new StepText("Start replication", "Catch up with " + p.source(),
                "What happened on " + p.source() + " during the copy has to be executed on " + p.replica()
                        + ", until it is never more than a moment behind.",
                "The panel says what holds it up; the source isn't disturbed.", "Wait for it");
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaStatus status = reach.server(p.replica()).replicaStatus();
        if (status == null) {
            return new Inspection.Blocked(StartReplication.followsNobody(p.replica()));
        }
        return caughtUp(p) ? new Inspection.AlreadyDone(p.replica() + " has everything that " + p.source() + " had a moment ago")
                : new Inspection.Possible(p.replica() + " is " + behind(p) + " transactions behind");
    }

    private boolean caughtUp(Parameters p) {
        Server replica = reach.server(p.replica());
        GtidSet goal = reach.server(p.source()).gtidExecuted();
        return ExecutedWait.within(replica, goal, MOMENT);
    }

    private long behind(Parameters p) {
        GtidSet executed = reach.server(p.replica()).gtidExecuted();
        return reach.server(p.source()).gtidExecuted().minus(executed).count();
    }

    @Override
    public Plan plan(Parameters p) {
        return Plan.ofSql(ExecutedWait.shown(reach.server(p.replica()).dialect(), p.source(), MOMENT));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        Instant end = clock.instant().plusMillis(p.limitMillis());
        while (clock.instant().isBefore(end) && !journal.cancelled() && Pause.of(BETWEEN)) {
            ReplicaStatus status = reach.server(p.replica()).replicaStatus();
            Optional<Finding> error = status == null ? Optional.of(StartReplication.followsNobody(p.replica()))
                    : ThreadFindings.of(status, p.replica());
            if (error.isPresent()) {
                return new Outcome.Failed(error.get());
            }
            if (caughtUp(p)) {
                return new Outcome.Applied(p.replica() + " has caught up");
            }
            journal.say(p.replica() + " is " + behind(p) + " transactions behind");
        }
        return new Outcome.Failed(Finding.blocker("NotCaughtUp", p.replica(),
                p.replica() + " is still " + behind(p) + " transactions behind " + p.source() + ".",
                "Wait and try again; if the number grows, the replica is too slow for its source."));
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
