package understudy.copy;

import understudy.mysql.Server;
import understudy.operation.Journal;

/**
 * Gives a replica a larger redo log while its data are loaded, and takes it back: with the usual small one the load waits for the
 * disk again and again. Safe at any moment, as the log stays in use; if the panel dies, it lasts until the server's restart.
 */
final class RoomyRedo implements AutoCloseable {

    private static final String CAPACITY = "innodb_redo_log_capacity";
    private static final long ROOMY = 1L << 30;
    /** As many times that room must be free on the disk. */
    private static final int SPARE = 4;

    private final Server server;
    private final Journal journal;
    private final long before;
    private final boolean raised;

    RoomyRedo(Server server, Journal journal, long spareBytes) {
        this.server = server;
        this.journal = journal;
        this.before = Long.parseLong(server.variables(CAPACITY).getOrDefault(CAPACITY, String.valueOf(ROOMY)));
        this.raised = before < ROOMY && spareBytes > SPARE * ROOMY;
        if (raised) {
            server.execute(server.dialect().setGlobal(CAPACITY), ROOMY);
            journal.say(CAPACITY + " is " + Amount.of(ROOMY) + " for the time of the load");
        }
    }

    @Override
    public void close() {
        if (raised) {
            server.execute(server.dialect().setGlobal(CAPACITY), before);
            journal.say(CAPACITY + " is " + Amount.of(before) + " again");
        }
    }
}
