package understudy.rescue;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.mysql.Row;
import understudy.mysql.Sql;
import understudy.operation.Inspection;
import understudy.operation.Journal;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Step;
import understudy.operation.StepName;
import understudy.operation.StepText;
import understudy.operation.Undo;
import understudy.reach.Reach;
import understudy.remote.RemoteCommand;
import understudy.replication.RootClient;
import understudy.topology.Hosts;

/**
 * Lets the new source run the events that it knew as a replica. A replica keeps them switched off, so that they don't run twice;
 * without this step nobody would run them after a promotion. Each keeps its definer. What the admin switched off stays off.
 */
@Component
public final class EnableEvents implements Step<EnableEvents.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("enable-events");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String OFF_AS_REPLICA = """
            SELECT event_schema, event_name, definer FROM information_schema.events
             WHERE status = 'REPLICA_SIDE_DISABLED' ORDER BY event_schema, event_name""";

    private final Reach reach;
    private final Hosts hosts;

    EnableEvents(Reach reach, Hosts hosts) {
        this.reach = reach;
        this.hosts = hosts;
    }

    /** @param source the new one */
    public record Parameters(String source) {
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
        return new StepText("Turn replication round", "Let " + wish.source() + " run the scheduled events",
                "Events run on the source only; the server that was it runs them no more.",
                "It is tried again; writes go on meanwhile.", "Switch them on");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        int waiting = statements(wish).size();
        return waiting == 0 ? new Inspection.AlreadyDone("no event of " + wish.source() + " waits to be switched on")
                : new Inspection.Possible(waiting + " events are switched off because " + wish.source() + " was a replica");
    }

    private List<String> statements(Parameters wish) {
        return reach.server(wish.source()).query(OFF_AS_REPLICA).stream().map(EnableEvents::statement).toList();
    }

    private static String statement(Row event) {
        String definer = event.text("definer");
        int at = definer.lastIndexOf('@');
        return "ALTER DEFINER=" + Sql.name(definer.substring(0, at)) + "@" + Sql.name(definer.substring(at + 1)) + " EVENT "
                + Sql.name(event.text("event_schema")) + "." + Sql.name(event.text("event_name")) + " ENABLE";
    }

    @Override
    public Plan plan(Parameters wish) {
        return Plan.ofSql(statements(wish).toArray(String[]::new));
    }

    /** As root, because the definer may be an account above the panel's; written to the binary log, so that replicas switch them off. */
    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        String socket = RootClient.of(hosts.get(wish.source())).socket();
        reach.host(wish.source()).run(RemoteCommand.of("mysql", "--socket=" + socket, "--batch", "--binary-mode",
                "--default-character-set=utf8mb4").asRootUser().within(LIMIT).withStdin(String.join(";\n", plan.sql()) + ";\n"));
        return new Outcome.Applied(plan.sql().size() + " events run on " + wish.source() + " now");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return new Undo.Impossible("This comes after the point of no return: " + wish.source() + " is the source.");
    }
}
