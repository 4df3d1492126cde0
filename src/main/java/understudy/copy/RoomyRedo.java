package understudy.copy;

import java.util.Optional;
import understudy.mysql.Server;
import understudy.operation.Journal;
import understudy.operation.Plan;

/**
 * Gives a replica a larger redo log while its data are loaded, and takes it back: with the usual small one the load waits for the
 * disk again and again. Safe at any moment, as the log stays in use. The size that it had stands in the journaled plan, so that
 * the next try, or the undo, takes back what a killed panel left.
 */
final class RoomyRedo implements AutoCloseable {

    static final String CAPACITY = "innodb_redo_log_capacity";

    private static final long ROOMY = 1L << 30;
    /** As many times that room must be free on the disk. */
    private static final int SPARE = 4;

    private final Server server;
    private final Journal journal;
    private final long before;

    RoomyRedo(Server server, Journal journal, long spareBytes) {
        this.server = server;
        this.journal = journal;
        long now = now(server);
        this.before = now == ROOMY ? journal.firstPlan().flatMap(RoomyRedo::before).orElse(now) : now;
        if (raises(now, spareBytes)) {
            server.execute(server.dialect().setGlobal(CAPACITY), ROOMY);
            journal.say(CAPACITY + " is " + Amount.of(ROOMY) + " for the time of the load");
        }
    }

    /** For the plan of a copy: what it had and will have; nothing where it is large enough, or the disk too small. */
    static Optional<Plan.Change> planned(Server server, long spareBytes) {
        long now = now(server);
        return raises(now, spareBytes)
                ? Optional.of(new Plan.Change(CAPACITY, String.valueOf(now), ROOMY + " while the data are loaded")) : Optional.empty();
    }

    /** Takes back what was raised under this plan, unless somebody has changed it since. */
    static void takeBack(Server server, Plan plan, Journal journal) {
        before(plan).filter(size -> now(server) == ROOMY).ifPresent(size -> set(server, size, journal));
    }

    @Override
    public void close() {
        if (before != ROOMY && now(server) == ROOMY) {
            set(server, before, journal);
        }
    }

    private static boolean raises(long now, long spareBytes) {
        return now < ROOMY && spareBytes > SPARE * ROOMY;
    }

    private static long now(Server server) {
        // a server that has no such variable needs none
        return Long.parseLong(server.variables(CAPACITY).getOrDefault(CAPACITY, String.valueOf(Long.MAX_VALUE)));
    }

    private static Optional<Long> before(Plan plan) {
        return plan.before(CAPACITY).map(Long::valueOf);
    }

    private static void set(Server server, long size, Journal journal) {
        server.execute(server.dialect().setGlobal(CAPACITY), size);
        journal.say(CAPACITY + " is " + Amount.of(size) + " again");
    }
}
