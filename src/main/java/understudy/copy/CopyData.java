package understudy.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
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
import understudy.replication.ClosedServer;
import understudy.replication.RootClient;
import understudy.topology.Hosts;

/**
 * Brings every database of the source to the replica, as of one moment, and declares that moment's GTIDs there.
 *
 * <p>Every one, not only the cluster's: the source's log brings changes of all of them, and a promotion must not lose any. The
 * declaration comes after the last byte, so a replica that carries GTIDs carries the data too; until then the mark of an
 * unfinished copy stands on the server itself ({@link ReplicaData}). Each try begins with an empty replica.
 */
@Component
public final class CopyData implements Step<CopyData.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("copy-data");

    private final Reach reach;
    private final Hosts hosts;

    CopyData(Reach reach, Hosts hosts) {
        this.reach = reach;
        this.hosts = hosts;
    }

    /**
     * @param source from where
     * @param replica to where
     * @param way how
     */
    public record Parameters(String source, String replica, CopyWay way) {
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
        String how = switch (p.way()) {
            case STREAM -> "The data flow from server to server through the panel, without a file in between.";
            case CLASSIC -> "The data are written to a file, brought over and loaded.";
        };
        return new StepText("Copy the database", "Copy everything from " + p.source(),
                "A replica starts as an exact copy of its source as of one moment; what changes later follows by replication. "
                        + how + " The application goes on working.",
                p.replica() + " stays marked as not ready, and the copy can be started again.", "Copy");
    }

    @Override
    public Inspection inspect(Parameters p) {
        ReplicaData data = ReplicaData.look(reach, p.source(), p.replica());
        if (data.usable()) {
            return ClosedServer.closedForAll(reach.server(p.replica())) ? new Inspection.AlreadyDone(data.usableBecause())
                    : new Inspection.Possible(p.replica() + " has the data, but takes writes");
        }
        if (UserDatabases.of(reach.server(p.source())).names().isEmpty()) {
            return new Inspection.Blocked(CopyFindings.nothing(p.source()));
        }
        // what may be there now is the panel's own broken copy, or nothing
        Optional<Finding> blocker = data.keep(List.of()).or(() -> new CopyRoom(reach, hosts).tooLittle(p, data.held()));
        return blocker.<Inspection>map(Inspection.Blocked::new).orElseGet(() -> new Inspection.Possible(
                data.held().unfinishedCopy() ? p.replica() + " is empty or half full" : p.replica() + " is empty"));
    }

    @Override
    public Plan plan(Parameters p) {
        UserDatabases wanted = UserDatabases.of(reach.server(p.source()));
        CopyJob job = job(p, wanted.names(), wanted.dataBytes());
        List<Plan.Change> changes = new ArrayList<>();
        wanted.names().forEach(name ->
                changes.add(new Plan.Change(CopyEnd.DATABASE + name, "absent", "a copy, " + wanted.sizeOf(name))));
        RoomyRedo.planned(reach.server(p.replica()), new CopyRoom(reach, hosts).free(p.replica())).ifPresent(changes::add);
        changes.add(new Plan.Change(CopyEnd.BYTES, "0", String.valueOf(wanted.dataBytes())));
        return new Plan(CopyMethod.of(p.way()).shown(job), CopyEnd.shown(reach.server(p.replica()).dialect()), null, changes,
                NonTransactional.warnings(reach.server(p.source()), p.source()));
    }

    private CopyJob job(Parameters p, List<String> databases, long estimated) {
        return new CopyJob(p.source(), p.replica(), databases, estimated, reach.host(p.source()), reach.host(p.replica()),
                RootClient.of(hosts.get(p.source())), RootClient.of(hosts.get(p.replica())));
    }

    @Override
    public Outcome apply(Parameters p, Plan plan, Journal journal) {
        CopyJob job = job(p, CopyEnd.databases(plan), CopyEnd.estimate(plan));
        ReplicaData data = ReplicaData.look(reach, p.source(), p.replica());
        if (data.usable()) {
            close(p);
            return new Outcome.Applied(p.replica() + " is closed for writes");
        }
        Optional<Finding> keep = data.keep(List.of());
        return keep.isPresent() ? new Outcome.Failed(keep.get()) : copy(p, job, journal);
    }

    private Outcome copy(Parameters p, CopyJob job, Journal journal) {
        CopyMethod method = CopyMethod.of(p.way());
        try {
            method.cleanUp(job);
            EmptyReplica.empty(reach, hosts, p.replica(), UserDatabases.of(reach.server(p.replica())).names(), journal);
            DumpWatch copied;
            try (RoomyRedo roomy = new RoomyRedo(reach.server(p.replica()), journal, new CopyRoom(reach, hosts).free(p.replica()))) {
                copied = method.copy(job, journal);
            }
            new CopyEnd(reach, job).declare(copied, journal);
            return new Outcome.Applied(p.replica() + " has " + Amount.of(copied.bytes()) + " of data from " + p.source());
        } catch (Problem failed) {
            closeIfReachable(p, journal);
            return new Outcome.Failed(failed.finding());
        }
    }

    /** A half-full replica takes no writes; after a restart it is closed by its files. */
    private void closeIfReachable(Parameters p, Journal journal) {
        try {
            close(p);
        } catch (Problem unreachable) {
            journal.say(p.replica() + " couldn't be closed: " + unreachable.getMessage());
        }
    }

    @Override
    public Undo undo(Parameters p, Plan plan, Journal journal) {
        CopyJob job = job(p, List.of(), 0);
        CopyMethod.of(p.way()).cleanUp(job);
        EmptyReplica.empty(reach, hosts, p.replica(), CopyEnd.databases(plan), journal);
        job.loader().tell(job.to(), List.of(UserDatabases.drop(UserDatabases.UNFINISHED_COPY)));
        RoomyRedo.takeBack(reach.server(p.replica()), plan, journal);
        close(p);
        return new Undo.Undone("What the copy had brought to " + p.replica()
                + " is dropped. What was there before the set-up can't be brought back.");
    }

    private void close(Parameters p) {
        reach.server(p.replica()).execute(reach.server(p.replica()).dialect().closeForWrites());
    }
}
