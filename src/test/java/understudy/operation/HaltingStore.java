package understudy.operation;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A store that kills its JVM at the fault point. */
class HaltingStore extends OperationStore {

    private static final Logger LOG = LoggerFactory.getLogger(HaltingStore.class);

    private final FaultPoint point;

    HaltingStore(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases, JournalStore journal,
            FaultPoint point) {
        super(db, inTransaction, rows, leases, journal);
        this.point = point;
        LOG.warn("This JVM dies at {}", point);
    }

    @Override
    void save(Lease lease, Operation before, Operation after, List<Entry> entries) {
        entries.stream().filter(entry -> point.beforeCommitOf(name(after, entry), entry)).findFirst()
                .ifPresent(entry -> point.die("before its end entry: " + entry.text()));
        super.save(lease, before, after, entries);
        if (entries.stream().anyMatch(entry -> point.afterCommitOf(name(after, entry), entry))) {
            point.dieInAWhile();
        }
    }

    private static String name(Operation operation, Entry entry) {
        return entry.number() == 0 ? "" : operation.step(entry.number()).order().step().value();
    }
}
