package understudy.operation;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A store that tells {@link Cuts} when a step acts, and takes nothing from a life that was cut off. */
class CuttingStore extends OperationStore {

    private final Cuts cuts;

    CuttingStore(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases, JournalStore journal,
            Cuts cuts) {
        super(db, inTransaction, rows, leases, journal);
        this.cuts = cuts;
    }

    @Override
    void save(Lease lease, Operation before, Operation after, List<Entry> entries) {
        cuts.requireAlive();
        super.save(lease, before, after, entries);
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case ABOUT_TO -> cuts.actBegins(name(after, entry, ""));
                case UNDO_ABOUT_TO -> cuts.actBegins(name(after, entry, "undo of "));
                case ENDED, UNDO_ENDED -> cuts.actEnds();
                case NOTE -> {
                }
            }
        }
    }

    private static String name(Operation operation, Entry entry, String what) {
        StepRun.Order order = operation.step(entry.number()).order();
        return operation.request().kind() + " " + what + "#" + order.number() + " " + order.step() + "@" + order.host();
    }
}
