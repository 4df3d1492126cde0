package understudy.copy;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import understudy.mysql.Dialect;
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
import understudy.replication.RootClient;
import understudy.topology.Hosts;

/**
 * Makes room on a replica: stops following, drops its databases and empties its GTID history, behind the mark of an unfinished
 * copy. Changes nothing when the replica can keep its data. Refuses to drop what nobody agreed to lose.
 */
@Component
public final class EmptyReplica implements Step<EmptyReplica.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("empty-replica");

    private final Reach reach;
    private final Hosts hosts;

    EmptyReplica(Reach reach, Hosts hosts) {
        this.reach = reach;
        this.hosts = hosts;
    }

    /**
     * @param source whose data the replica is to get
     * @param replica the host
     * @param copyAgain whether its data go even if they could be kept
     * @param confirmed its databases that somebody agreed to lose
     */
    public record Parameters(String source, String replica, boolean copyAgain, List<String> confirmed) {
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
        return new StepText("Copy the database", "Make room on " + p.replica(),
                "The copy must be exactly what is on " + p.source() + ", so the databases on " + p.replica()
                        + " and its history of transactions go first.",
                "What was dropped is gone; " + p.replica() + " stays marked as not ready until a copy is complete.", "Make room");
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaData data = ReplicaData.look(reach, p.source(), p.replica());
        if (data.usable() && !p.copyAgain()) {
            return new Inspection.AlreadyDone(data.usableBecause());
        }
        if (data.empty()) {
            return new Inspection.AlreadyDone(p.replica() + " holds no database and no transaction");
        }
        return data.keep(p.confirmed()).<Inspection>map(Inspection.Blocked::new)
                .orElseGet(() -> new Inspection.Possible(p.replica() + " holds " + data.held().names().size()
                        + " database(s), " + Amount.of(data.held().bytes())));
    }

    @Override
    public Plan plan(Parameters p) {
        Server replica = reach.server(p.replica());
        UserDatabases held = UserDatabases.of(replica);
        List<Plan.Change> changes = new ArrayList<>();
        List<String> sql = new ArrayList<>(opening(replica.dialect()));
        sql.add(UserDatabases.markUnfinished());
        for (String name : held.names()) {
            changes.add(new Plan.Change("database " + name, held.sizeOf(name), "gone"));
            sql.add(UserDatabases.drop(name));
        }
        sql.add(replica.dialect().resetBinaryLogsAndGtids());
        Plan plan = new Plan(List.of(), sql, null, changes, List.of());
        return held.names().isEmpty() ? plan
                : plan.withWarning("The databases named here are dropped on " + p.replica() + " and can't be brought back.");
    }

    /** What has to be before anything can be dropped on a closed replica; the application stays locked out. */
    private static List<String> opening(Dialect dialect) {
        return List.of(dialect.stopReplica(), dialect.forgetSource(), "SET GLOBAL read_only = ON",
                "SET GLOBAL super_read_only = OFF");
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        empty(reach, hosts, p.replica(), dropped(plan), journal);
        return new Outcome.Applied(p.replica() + " is empty");
    }

    private static List<String> dropped(Plan plan) {
        return plan.changes().stream().map(Plan.Change::name).filter(name -> name.startsWith("database "))
                .map(name -> name.substring("database ".length())).toList();
    }

    /** Drops these databases behind the mark; safe to run again. Leaves the server open for administrators only. */
    static void empty(Reach reach, Hosts hosts, String replica, List<String> databases, Journal journal) {
        Server server = reach.server(replica);
        if (server.replicaStatus() != null) {
            opening(server.dialect()).subList(0, 2).forEach(server::execute);
        }
        opening(server.dialect()).subList(2, 4).forEach(server::execute);
        List<String> script = new ArrayList<>();
        script.add(UserDatabases.markUnfinished());
        databases.forEach(name -> script.add(UserDatabases.drop(name)));
        RootClient.of(hosts.get(replica)).tell(reach.host(replica), script);
        databases.forEach(name -> journal.say("dropped " + name));
        server.execute(server.dialect().resetBinaryLogsAndGtids());
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        List<String> gone = dropped(plan);
        if (gone.isEmpty()) {
            return new Undo.NothingToUndo();
        }
        return new Undo.Impossible("What was dropped on " + p.replica() + " is gone: " + String.join(", ", gone)
                + ". It stays marked as not ready.");
    }
}
