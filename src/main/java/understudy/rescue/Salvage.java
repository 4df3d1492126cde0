package understudy.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import understudy.fence.ServerPlace;
import understudy.fence.HostDoor;
import understudy.mysql.GtidSet;
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
import understudy.remote.CommandTimedOut;
import understudy.remote.HostUnreachable;
import understudy.replication.ClosedServer;

/**
 * Fetches from the dead source's host what no replica has received, and applies it to the candidate with the transactions' own
 * GTIDs, so that nothing is lost and the old source can come back as it is. What can't be applied is kept row by row, and the
 * failover goes on. Works by GTID only. Nothing to do where the host is out of reach.
 */
@Component
public final class Salvage implements Step<Salvage.Parameters> {

    /** Its stored name. */
    public static final StepName NAME = new StepName("salvage");

    /** Why the source's binary log wasn't read, or not whole; in the operation's result. */
    private static final String NOT_READ = "notRead";
    private static final String KEPT_THERE = " It stays there as it is: look at it before anything on that host is deleted.";

    private final Reach reach;
    private final HostDoor door;
    private final Rescue rescue;

    Salvage(Reach reach, HostDoor door, Rescue rescue) {
        this.reach = reach;
        this.door = door;
        this.rescue = rescue;
    }

    /** @param place where the source was last seen to keep its files @param stamp of the failover, for the names of the kept files */
    public record Parameters(String cluster, String source, ServerPlace place, String candidate, String stamp) {
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
        return new StepText("Save what there is", "Fetch what only " + wish.source() + " has",
                "What " + wish.source() + " acknowledged and hadn't sent yet still lies in its binary log.",
                "The candidate stays closed for the application. What was fetched is kept as a file.", "Save it");
    }

    @Override
    public Inspection inspect(Parameters wish) {
        if (ClosedServer.halfOpen(reach.server(wish.candidate()))) {
            return new Inspection.Possible("an earlier attempt was interrupted while it applied transactions");
        }
        return switch (door.ask(wish.source(), host -> true)) {
            case HostDoor.Answer.Given<Boolean> reached ->
                    new Inspection.Possible("the binary log of " + wish.source() + " can be read");
            // a moment ago it could be read: what only it has is worth some seconds
            case HostDoor.Answer.None<Boolean> none when door.answeredLately(wish.source()) -> new Inspection.Unknown(none.cause());
            case HostDoor.Answer.None<Boolean> none -> nothingFrom(wish, none.cause().message());
        };
    }

    private static Inspection nothingFrom(Parameters wish, String why) {
        String told = "Nothing can be fetched from " + wish.source() + ": " + why;
        return new Inspection.AlreadyDone(told, Map.of(NOT_READ, told + KEPT_THERE));
    }

    @Override
    public Plan plan(Parameters wish) {
        return new Plan(List.of("mysqlbinlog --no-defaults --exclude-gtids=<what " + wish.candidate() + " has> <binary logs>   # on "
                        + wish.source() + ", into a file of the panel's",
                "mysql --binary-mode < <that file>   # on " + wish.candidate()),
                closing(reach.server(wish.candidate()), wish.candidate()), null, List.of(), List.of());
    }

    static List<String> closing(Server candidate, String name) {
        List<String> sql = new ArrayList<>();
        sql.add("on " + name + ": " + candidate.dialect().letAdministratorsWrite() + " -- applications still can't");
        sql.add("on " + name + ": " + candidate.dialect().closeForWrites() + " -- afterwards");
        return sql;
    }

    @Override
    public Outcome apply(Parameters wish, Plan plan, Journal journal) {
        if (!(door.ask(wish.source(), host -> true) instanceof HostDoor.Answer.Given<Boolean>)) {
            return goneOn(wish, "The host of " + wish.source() + " is out of reach now; nothing more can be fetched.", journal);
        }
        try {
            return fetched(wish, journal);
        } catch (BinlogUnread unread) {
            boolean lost = unread.getCause() instanceof HostUnreachable || unread.getCause() instanceof CommandTimedOut;
            return lost ? fetchedAtLast(wish, journal) : goneOn(wish, notSaved(wish, unread), journal);
        }
    }

    /** A session that was lost says little of the log: it is tried once more. */
    private Outcome fetchedAtLast(Parameters wish, Journal journal) {
        journal.say("The way to " + wish.source() + " was lost while its binary log was read; it is read once more.");
        try {
            return fetched(wish, journal);
        } catch (BinlogUnread again) {
            return goneOn(wish, notSaved(wish, again), journal);
        }
    }

    private static String notSaved(Parameters wish, BinlogUnread unread) {
        return unread.finding().message() + " What only " + wish.source() + " has is not saved.";
    }

    /** As with a host out of reach: writers wait for nobody, and the end says that it wasn't looked at. */
    private Outcome goneOn(Parameters wish, String told, Journal journal) {
        journal.result(NOT_READ, told + KEPT_THERE);
        Server candidate = reach.server(wish.candidate());
        candidate.execute(candidate.dialect().closeForWrites());
        return new Outcome.Applied(told);
    }

    private Outcome fetched(Parameters wish, Journal journal) {
        GtidSet has = reach.server(wish.candidate()).gtidExecuted();
        Rescue.Brought brought = rescue.bring(wish.source(), wish.place(), wish.candidate(), "--exclude-gtids=" + has, has,
                new RescueNames(wish.cluster(), wish.stamp(), wish.source()), journal);
        journal.result("salvagedTransactions", brought.brought());
        if (!brought.damage().isEmpty()) {
            journal.result(NOT_READ, String.join(" ", brought.damage()) + KEPT_THERE);
        }
        return new Outcome.Applied(told(brought, wish.source()));
    }

    static String told(Rescue.Brought brought, String from) {
        String some = brought.brought() == 0 ? (brought.damage().isEmpty() ? "Nothing was missing that " + from + " has"
                : "Nothing could be saved from " + from) : "Saved " + brought.brought() + " transactions from " + from;
        String refused = brought.refused().isEmpty() ? "" : "; " + brought.refused().size() + " can't be applied and are kept as a file";
        return some + refused + (brought.damage().isEmpty() ? "" : "; not all of its binary log could be read");
    }

    /** What can't be applied stays so; what counts is that the candidate is closed again. */
    @Override
    public Inspection verify(Parameters wish) {
        return ClosedServer.closedForAll(reach.server(wish.candidate()))
                ? new Inspection.AlreadyDone("what could be saved is saved, and " + wish.candidate() + " is closed")
                : new Inspection.Possible(wish.candidate() + " isn't closed again");
    }

    /** Closes the candidate again; what was saved stays on it, because it came from the source. */
    @Override
    public Undo undo(Parameters wish, Plan plan, Journal journal) {
        return rescue.leave(wish.candidate());
    }
}
