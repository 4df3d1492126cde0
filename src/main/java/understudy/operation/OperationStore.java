package understudy.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The operations. Whatever a runner writes is one transaction that starts by proving that it still holds the lease. */
@Component
class OperationStore {

    private static final String ACTIVE = "status IN ('PENDING', 'RUNNING', 'WAITING', 'INTERRUPTED')";

    private final JdbcClient db;
    private final TransactionTemplate inTransaction;
    private final OperationRows rows;
    private final Leases leases;
    private final JournalStore journal;

    OperationStore(JdbcClient db, TransactionTemplate inTransaction, OperationRows rows, Leases leases, JournalStore journal) {
        this.db = db;
        this.inTransaction = inTransaction;
        this.rows = rows;
        this.leases = leases;
        this.journal = journal;
    }

    /** What became of adding one. */
    sealed interface Added {

        record Stored() implements Added {
        }

        /** This one is active under the same key, or under the key of a member. */
        record Taken(String by) implements Added {
        }

        /** Others came and went since it was planned: plan again. */
        record Overtaken() implements Added {
        }
    }

    /**
     * Adds an operation unless another one is active.
     *
     * @param alsoTaken keys that must have no active operation either
     * @param plannedAfter what {@link #latest} said of the key before planning
     */
    Added add(Operation operation, List<String> alsoTaken, String plannedAfter) {
        String key = operation.request().key();
        try {
            return inTransaction.execute(status -> {
                Optional<String> other = alsoTaken.stream().flatMap(taken -> activeOf(taken).stream()).findFirst();
                if (other.isPresent()) {
                    return new Added.Taken(other.get());
                }
                if (activeOf(key).isEmpty() && !latest(key).equals(plannedAfter)) {
                    return new Added.Overtaken();
                }
                rows.insert(operation);
                return new Added.Stored();
            });
        } catch (DataIntegrityViolationException | UncategorizedSQLException e) {
            // the unique index speaks; which exception it is depends on the store
            return new Added.Taken(activeOf(key).orElseThrow(() -> e));
        }
    }

    Optional<Operation> find(String id) {
        return rows.select("WHERE id = :id", Map.of("id", id)).stream().findFirst();
    }

    /** Newest first; null matches everything. */
    List<Operation> list(@Nullable String cluster, @Nullable OperationStatus status, int limit) {
        Map<String, String> filters = new HashMap<>();
        if (cluster != null) {
            filters.put("cluster", cluster);
        }
        if (status != null) {
            filters.put("status", status.name());
        }
        String where = filters.keySet().stream().map(name -> name + " = :" + name).collect(Collectors.joining(" AND "));
        return rows.select((where.isEmpty() ? "" : "WHERE " + where) + " ORDER BY id DESC LIMIT " + limit, filters);
    }

    /** The active operation of a cluster. */
    Optional<Operation> activeOfCluster(String cluster) {
        return rows.select("WHERE cluster = :cluster AND " + ACTIVE, Map.of("cluster", cluster)).stream().findFirst();
    }

    /** Those that should run now: not at their end, and not waiting for the admin. */
    List<Operation> unfinished() {
        return rows.select("WHERE status IN ('PENDING', 'RUNNING', 'INTERRUPTED') ORDER BY id", Map.of());
    }

    private Optional<String> activeOf(String key) {
        return db.sql("SELECT id FROM operation WHERE concurrency_key = :key AND " + ACTIVE).param("key", key)
                .query(String.class).optional();
    }

    /** The newest operation of the key and its status, as one text; empty before the first. */
    String latest(String key) {
        return db.sql("SELECT id || ' ' || status FROM operation WHERE concurrency_key = :key ORDER BY id DESC LIMIT 1")
                .param("key", key).query(String.class).optional().orElse("");
    }

    /** Whether another operation of the same key was started later: then the world isn't this one's any more. */
    boolean overtaken(Operation operation) {
        return db.sql("SELECT count(*) FROM operation WHERE concurrency_key = :key AND id > :id")
                .param("key", operation.request().key()).param("id", operation.id()).query(Long.class).single() > 0;
    }

    /** Whether the unique index would refuse to make it active again. */
    boolean anotherIsActive(Operation operation) {
        return activeOf(operation.request().key()).filter(id -> !id.equals(operation.id())).isPresent();
    }

    /**
     * Writes what changed and what happened, in one commit that is on disk when this returns. An operation that doesn't run any
     * more gives the lease back with it.
     *
     * @throws LeaseLost and writes nothing, when another runner has taken over
     */
    void save(Lease lease, Operation before, Operation after, List<Entry> entries) {
        inTransaction.executeWithoutResult(status -> {
            leases.hold(lease);
            journal.append(lease, after.id(), entries);
            rows.update(after);
            after.steps().stream().filter(step -> !step.equals(before.step(step.number())))
                    .forEach(step -> rows.update(after.id(), step));
            if (after.status() != OperationStatus.RUNNING) {
                // together, so that whoever sees the state can press its buttons at once
                leases.release(lease);
            }
        });
    }

    /** Notes that the admin wants it to end; no lease is needed to ask. */
    void askToCancel(String id, boolean asked) {
        db.sql("UPDATE operation SET cancel_asked = :asked WHERE id = :id").param("asked", asked ? 1 : 0).param("id", id)
                .update();
    }

    boolean askedToCancel(String id) {
        return db.sql("SELECT cancel_asked FROM operation WHERE id = :id").param("id", id).query(Integer.class).single() == 1;
    }
}
