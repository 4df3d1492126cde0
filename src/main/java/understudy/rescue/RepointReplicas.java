package understudy.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
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
import understudy.replication.FollowSource;
import understudy.replication.StartReplication;

/**
 * Lets the other replicas follow the new source, all at the same time, with the account and the TLS settings that they had. One
 * that is down, or has what the new source never had, is left out: it is said, and it can rejoin later.
 */
@Component
public final class RepointReplicas implements Step<RepointReplicas.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("repoint-replicas");

    private final FollowSource follow;
    private final StartReplication start;

    RepointReplicas(FollowSource follow, StartReplication start) {
        this.follow = follow;
        this.start = start;
    }

    /** @param replicas without the new source and the old one */
    public record Parameters(String cluster, String source, List<String> replicas) {

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
        return new StepText("Turn replication round", "Let " + String.join(" and ", wish.replicas()) + " follow " + wish.source(),
                "The other replicas still wait for the source that is gone.",
                "A replica that can't follow is left out and can rejoin later; " + wish.source() + " goes on taking writes.",
                "Let them follow");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        List<String> waiting = wish.replicas().stream().filter(replica -> !follows(wish, replica)).toList();
        return waiting.isEmpty() ? new Inspection.AlreadyDone("every other replica follows " + wish.source())
                : new Inspection.Possible(String.join(", ", waiting) + " doesn't follow " + wish.source() + " yet");
    }

    private boolean follows(Parameters wish, String replica) {
        try {
            return follow.inspect(following(wish, replica)) instanceof Inspection.AlreadyDone
                    && start.inspect(new StartReplication.Parameters(replica)) instanceof Inspection.AlreadyDone;
        } catch (Problem unreached) {
            return false;
        }
    }

    private static FollowSource.Parameters following(Parameters wish, String replica) {
        return new FollowSource.Parameters(wish.cluster(), wish.source(), replica);
    }

    @Override
    public Plan plan(Parameters wish) {
        List<String> sql = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String replica : wish.replicas()) {
            try {
                follow.plan(following(wish, replica)).sql().forEach(statement -> sql.add("on " + replica + ": " + statement));
                start.plan(new StartReplication.Parameters(replica)).sql().forEach(line -> sql.add("on " + replica + ": " + line));
            } catch (Problem unreached) {
                warnings.add(replica + " can't be seen and is left out: " + unreached.finding().message());
            }
        }
        return new Plan(List.of(), sql, null, List.of(), warnings);
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Map<String, Future<String>> turning = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            wish.replicas().forEach(replica -> turning.put(replica, threads.submit(() -> turned(wish, replica, journal))));
        }
        Map<String, String> leftOut = new TreeMap<>();
        turning.forEach((replica, end) -> {
            if (!end.resultNow().isEmpty()) {
                leftOut.put(replica, end.resultNow());
            }
        });
        leftOut.forEach((replica, why) -> journal.say(replica + " is left out: " + why));
        if (!leftOut.isEmpty()) {
            journal.result("leftOut", List.copyOf(leftOut.keySet()));
        }
        return new Outcome.Applied(leftOut.isEmpty() ? "Every other replica follows " + wish.source()
                : String.join(" and ", leftOut.keySet()) + " can't follow now and can rejoin later");
    }

    /** Nothing when it follows, else why not. */
    private String turned(Parameters wish, String replica, Journal journal) {
        try {
            String pointed = done(follow, following(wish, replica), journal);
            return pointed == null ? or(done(start, new StartReplication.Parameters(replica), journal)) : pointed;
        } catch (Problem unreached) {
            return unreached.finding().message();
        }
    }

    private static String or(@Nullable String failure) {
        return failure == null ? "" : failure;
    }

    private static <P extends Record> @Nullable String done(Step<P> step, P wish, Journal journal) {
        return switch (step.inspect(wish)) {
            case Inspection.AlreadyDone already -> null;
            case Inspection.Blocked blocked -> blocked.first().message();
            case Inspection.Unknown unknown -> unknown.cause().message();
            case Inspection.Possible possible -> step.apply(wish, step.plan(wish), journal) instanceof Outcome.Failed failed
                    ? failed.finding().message() : null;
        };
    }

    /** One that was left out isn't waited for. */
    @Override
    public Inspection verify(Parameters wish) {
        return new Inspection.AlreadyDone("every replica that can follow was told to");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Impossible("This comes after the point of no return: " + wish.source() + " is the source.");
    }
}
