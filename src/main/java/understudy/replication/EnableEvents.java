package understudy.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import understudy.reach.Reach;
import understudy.remote.CommandFailed;
import understudy.remote.RemoteCommand;
import understudy.topology.Hosts;

/**
 * Lets the source run the scheduled events, and nobody else. A new source knows them switched off, as a replica does, and without
 * this step nobody would run them after a promotion; a replica that was copied, or that was the source, has them switched on. Both is
 * mended by switching them on at the source: that statement is replicated, and switches them off wherever it arrives. Each keeps its
 * definer, its SQL mode and its time zone. What the admin switched off stays off.
 */
@Component
public final class EnableEvents implements Step<EnableEvents.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("enable-events");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Reach reach;
    private final Hosts hosts;

    EnableEvents(Reach reach, Hosts hosts) {
        this.reach = reach;
        this.hosts = hosts;
    }

    /**
     * @param source who shall run them
     * @param replicas who follow it, and shall not
     */
    public record Parameters(String source, @Nullable List<String> replicas) {

        public Parameters {
            // one that was stored before they were asked has none
            replicas = replicas == null ? List.of() : List.copyOf(replicas);
        }

        /** Never null. */
        @Override
        public List<String> replicas() {
            return Objects.requireNonNull(replicas);
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
        return new StepText("Scheduled events", "Let " + wish.source() + " run the scheduled events",
                "Events run on the source only; a server that follows it runs them no more.",
                "It is tried again; writes go on meanwhile.", "Switch them on");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        int waiting = due(wish).size();
        return waiting == 0 ? new Inspection.AlreadyDone("every event that is switched on runs on " + wish.source() + " alone")
                : new Inspection.Possible(waiting + " event(s) don't run on " + wish.source() + ", or run on a replica too");
    }

    private List<ScheduledEvent> due(Parameters wish) {
        Set<String> elsewhere = new HashSet<>();
        for (String replica : wish.replicas()) {
            runningOn(replica).forEach(event -> elsewhere.add(event.fullName()));
        }
        return at(wish.source()).stream().filter(event -> event.offAsReplica() || elsewhere.contains(event.fullName())).toList();
    }

    private List<ScheduledEvent> at(String host) {
        return ScheduledEvent.all(reach.host(host), RootClient.of(hosts.get(host)));
    }

    private List<ScheduledEvent> runningOn(String replica) {
        try {
            return at(replica).stream().filter(event -> !event.offAsReplica()).toList();
        } catch (Problem outOfReach) {
            // the source isn't kept waiting for it; when it rejoins, it is asked again
            return List.of();
        }
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(due(wish).stream().flatMap(event -> event.switchOn().stream()).toArray(String[]::new));
    }

    /** One by one: an event whose only time has passed meanwhile can't be switched on, and keeps no other from it. */
    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        List<String> refused = new ArrayList<>();
        int all = plan.sql().size() / 2;
        for (int i = 0; i < all; i++) {
            List<String> statements = plan.sql().subList(2 * i, 2 * i + 2);
            try {
                tell(wish.source(), statements);
            } catch (CommandFailed failed) {
                refused.add(statements.getLast());
                journal.say(statements.getLast() + ": " + failed.stderr().strip());
            }
        }
        return new Outcome.Applied(all - refused.size() + " event(s) run on " + wish.source() + " now"
                + (refused.isEmpty() ? "" : "; " + refused.size() + " couldn't be switched on, the output says why"));
    }

    /** As root, because the definer may be an account above the panel's; written to the binary log, so that replicas switch them off. */
    private void tell(String source, List<String> statements) {
        reach.host(source).run(RemoteCommand.of("mysql", "--socket=" + RootClient.of(hosts.get(source)).socket(), "--batch", "--binary-mode",
                "--default-character-set=utf8mb4").asRootUser().within(LIMIT).withStdin(String.join(";\n", statements) + ";\n"));
    }

    /** What a replica runs is over as soon as it has executed the statements; what was refused was said. */
    @Override
    public Inspection verify(Parameters wish) {
        return new Inspection.AlreadyDone("the events were switched on at " + wish.source());
    }

    /** They run where they belong. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.NothingToUndo();
    }
}
