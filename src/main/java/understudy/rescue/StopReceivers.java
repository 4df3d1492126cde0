package understudy.rescue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import understudy.fence.HostDoor;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.mysql.ReplicaStatus;
import understudy.mysql.ReplicaThread;
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

/**
 * Stops fetching on every replica at the same time, so that what each has received stands still and can be compared, and so that
 * no replica acknowledges anything to an old source that comes back. Executing goes on. A replica out of reach is left out; the
 * candidate can't be.
 */
@Component
public final class StopReceivers implements Step<StopReceivers.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("stop-receivers");

    private static final Logger LOG = LoggerFactory.getLogger(StopReceivers.class);

    /** A receiver that is trying to connect takes two seconds to stop. */
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final HostDoor door;
    private final Reach reach;

    StopReceivers(HostDoor door, Reach reach) {
        this.door = door;
        this.reach = reach;
    }

    /** @param siblings the other replicas */
    public record Parameters(String candidate, List<String> siblings) {

        public Parameters {
            siblings = List.copyOf(siblings);
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
        return new StepText("Save what there is", "Stop fetching from the old source",
                "What each replica has received must stand still before it is compared; and no replica may take anything more from a "
                        + "source that is to be replaced.",
                "Fetching is started again by Roll back; nothing is lost.", "Stop fetching");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        boolean stands = stopped(reach.server(wish.candidate()));
        for (String sibling : wish.siblings()) {
            stands &= !(door.askMemberServer(sibling, HostDoor.LIMIT, StopReceivers::stopped)
                    instanceof HostDoor.Answer.Given<Boolean> answer && !answer.value());
        }
        return stands ? new Inspection.AlreadyDone("no replica in reach fetches")
                : new Inspection.Possible("replicas are set to fetch from the old source");
    }

    private static boolean stopped(Server server) {
        ReplicaStatus status = server.replicaStatus();
        return status == null || status.receiver().state() == ReplicaThread.State.STOPPED;
    }

    @Override
    public Plan plan(Parameters wish) {
        String stop = reach.server(wish.candidate()).dialect().stopReceiver();
        Plan plan = Plan.ofSql("on " + wish.candidate() + ": " + stop);
        return wish.siblings().isEmpty() ? plan
                : Plan.ofSql("on " + wish.candidate() + " and " + String.join(", ", wish.siblings()) + ": " + stop);
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Map<String, HostDoor.Answer<Boolean>> answers = everywhere(wish, StopReceivers::stop);
        for (Map.Entry<String, HostDoor.Answer<Boolean>> one : answers.entrySet()) {
            if (one.getValue() instanceof HostDoor.Answer.None<Boolean> none) {
                journal.say(one.getKey() + " is left out: " + none.cause().message());
            }
        }
        return answers.get(wish.candidate()) instanceof HostDoor.Answer.None<Boolean> none
                ? new Outcome.Failed(unreached(wish.candidate(), none.cause()))
                : new Outcome.Applied("No replica in reach fetches any more");
    }

    /** One that is only trying to connect fetches nothing, and takes two seconds to stop: nobody waits for that. */
    private static boolean stop(Server server) {
        ReplicaStatus status = server.replicaStatus();
        if (status == null || status.receiver().state() == ReplicaThread.State.STOPPED) {
            return true;
        }
        Thread stopping = Thread.ofVirtual().name("stop-receiver").start(() -> tell(server));
        return ended(stopping, status.receiver().running() ? STOPPING : MOMENT);
    }

    private static void tell(Server server) {
        try {
            server.execute(server.dialect().stopReceiver());
        } catch (Problem untold) {
            // whether it still fetches is looked at afterwards
            LOG.warn("a receiver could not be told to stop: {}", untold.finding().message());
        }
    }

    private static boolean ended(Thread stopping, Duration limit) {
        try {
            stopping.join(limit);
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What counts is that none has a connection any more. */
    @Override
    public Inspection verify(Parameters wish) {
        ReplicaStatus status = reach.server(wish.candidate()).replicaStatus();
        return status == null || !status.receiver().running()
                ? new Inspection.AlreadyDone("no replica in reach has a connection to the old source")
                : new Inspection.Possible(wish.candidate() + " still fetches");
    }

    private static Finding unreached(String candidate, Finding cause) {
        return Finding.blocker("CandidateNotReached", candidate, "The candidate " + candidate + " can't be told to stop fetching: "
                + cause.message(), "Mend its connection and retry, or fail over to another replica.");
    }

    private Map<String, HostDoor.Answer<Boolean>> everywhere(Parameters wish, Function<Server, Boolean> telling) {
        Map<String, Future<HostDoor.Answer<Boolean>>> tellings = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tellings.put(wish.candidate(), threads.submit(() -> door.askMemberServer(wish.candidate(), STOPPING, telling)));
            wish.siblings().forEach(host -> tellings.put(host, threads.submit(() -> door.askMemberServer(host, STOPPING, telling))));
        }
        Map<String, HostDoor.Answer<Boolean>> answers = new TreeMap<>();
        tellings.forEach((host, one) -> answers.put(host, one.resultNow()));
        return answers;
    }

    /** Lets every replica in reach fetch again; one that follows nobody any more stays as it is. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        everywhere(wish, server -> {
            if (server.replicaStatus() != null) {
                server.execute(server.dialect().startReceiver());
            }
            return true;
        }).forEach((host, answer) -> {
            if (answer instanceof HostDoor.Answer.None<Boolean> none) {
                journal.say(host + " was not told: " + none.cause().message());
            }
        });
        return new Undo.Undone("The replicas in reach fetch again as soon as their source answers");
    }
}
