package understudy.rescue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.fence.ServerPlace;
import understudy.fence.HostDoor;
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
import understudy.replication.ClosedServer;

/**
 * Brings to the candidate what another replica has received from the dead source and the candidate hasn't. Transactions that were
 * written on that replica itself are left where they are. A replica out of reach has nothing to bring.
 */
@Component
public final class BringSurplus implements Step<BringSurplus.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("bring-surplus");

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final Reach reach;
    private final HostDoor door;
    private final Rescue rescue;

    BringSurplus(Reach reach, HostDoor door, Rescue rescue) {
        this.reach = reach;
        this.door = door;
        this.rescue = rescue;
    }

    /** @param stamp of the failover, for the names of the kept files */
    public record Parameters(String cluster, String sibling, String candidate, String stamp) {
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
        return new StepText("Save what there is", "Bring over what " + wish.sibling() + " has received and " + wish.candidate()
                + " has not", "The replica that is promoted need not be the one that had received most.",
                "The candidate stays closed for the application. What was fetched is kept as a file.", "Bring it over");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        if (ClosedServer.halfOpen(reach.server(wish.candidate()))) {
            return new Inspection.Possible("an earlier attempt was interrupted while it applied transactions");
        }
        return switch (door.askMemberServer(wish.sibling(), HostDoor.LIMIT, Received::of)) {
            case HostDoor.Answer.None<Received> none -> new Inspection.AlreadyDone(wish.sibling() + " has nothing to bring: "
                    + none.cause().message());
            case HostDoor.Answer.Given<Received> sibling -> {
                long more = surplus(sibling.value(), wish).count();
                yield more == 0 ? new Inspection.AlreadyDone(wish.candidate() + " has everything that " + wish.sibling() + " has")
                        : new Inspection.Possible(wish.sibling() + " has " + more + " transactions that " + wish.candidate() + " lacks");
            }
        };
    }

    private GtidSet surplus(Received sibling, Parameters wish) {
        return sibling.held().minus(reach.server(wish.candidate()).gtidExecuted());
    }

    @Override
    public Plan plan(Parameters wish) {
        return new Plan(List.of("mysqlbinlog --no-defaults --include-gtids=<what " + wish.candidate() + " lacks> <binary logs>   # on "
                        + wish.sibling() + ", into a file of the panel's",
                "mysql --binary-mode < <that file>   # on " + wish.candidate()),
                Salvage.closing(reach.server(wish.candidate()), wish.candidate()), null, List.of(), List.of());
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        Server sibling = reach.server(wish.sibling());
        ReplicaStatus status = sibling.replicaStatus();
        boolean executes = status != null && status.applier().running();
        if (executes && new Progress(sibling, wish.sibling(), STANDSTILL).await(journal) instanceof Outcome.Failed stuck) {
            journal.say(stuck.finding().message() + " The rest is read from its relay log.");
        }
        Rescue.Brought executed = bring(wish, sibling, surplus(Received.of(sibling), wish).intersection(sibling.gtidExecuted()),
                "log_bin_basename", journal);
        // what it has received and can't execute stands in its relay log alone
        Rescue.Brought received = bring(wish, sibling, surplus(Received.of(sibling), wish).minus(sibling.gtidExecuted()),
                "relay_log_basename", journal);
        Server candidate = reach.server(wish.candidate());
        if (ClosedServer.halfOpen(candidate)) {
            candidate.execute(candidate.dialect().closeForWrites());
        }
        return new Outcome.Applied(Salvage.told(executed.and(received), wish.sibling()));
    }

    private Rescue.Brought bring(Parameters wish, Server sibling, GtidSet more, String log, Journal journal) {
        if (more.isEmpty()) {
            return Rescue.Brought.NOTHING;
        }
        Map<String, String> said = sibling.variables("datadir", log);
        ServerPlace place = new ServerPlace(said.getOrDefault("datadir", ""), said.getOrDefault(log, ""));
        try {
            return rescue.bring(wish.sibling(), place, wish.candidate(), "--include-gtids=" + more,
                    reach.server(wish.candidate()).gtidExecuted(), new RescueNames(wish.cluster(), wish.stamp(), wish.sibling()), journal);
        } catch (BinlogUnread unread) {
            // writers wait for nobody; it isn't lost, but nobody else has it
            journal.say(unread.finding().message() + " " + more.count() + " transactions stay on " + wish.sibling() + " alone: " + more);
            return Rescue.Brought.unread(unread.finding().message());
        }
    }

    @Override
    public Inspection verify(Parameters wish) {
        return ClosedServer.closedForAll(reach.server(wish.candidate()))
                ? new Inspection.AlreadyDone("what could be brought over is there, and " + wish.candidate() + " is closed")
                : new Inspection.Possible(wish.candidate() + " isn't closed again");
    }

    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return rescue.leave(wish.candidate());
    }
}
