package understudy.operation;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who drives which operation. A lease that isn't renewed ends by itself; the version, not the time, is what keeps two runners
 * from writing: the time only says when another may try.
 */
@Component
class Leases {

    private final JdbcClient db;
    private final TransactionTemplate inTransaction;
    private final Clock clock;
    private final Duration length;
    private final String holder = UUID.randomUUID().toString();

    Leases(JdbcClient db, TransactionTemplate inTransaction, Clock clock, OperationSettings settings) {
        this.db = db;
        this.inTransaction = inTransaction;
        this.clock = clock;
        this.length = settings.lease();
    }

    /** Takes the lease unless somebody, this panel included, holds it. */
    Optional<Lease> take(String key) {
        return inTransaction.execute(status -> {
            db.sql("INSERT INTO operation_lease (concurrency_key, holder, version, expires_at) SELECT :key, '', 0, 0"
                    + " WHERE NOT EXISTS (SELECT 1 FROM operation_lease WHERE concurrency_key = :key)")
                    .param("key", key).update();
            int taken = db.sql("UPDATE operation_lease SET holder = :holder, version = version + 1, expires_at = :until"
                    + " WHERE concurrency_key = :key AND expires_at <= :now")
                    .param("key", key).param("holder", holder).param("until", until()).param("now", clock.millis()).update();
            return taken == 0 ? Optional.empty() : Optional.of(new Lease(key, holder, version(key)));
        });
    }

    /** Frees what earlier runs of the panel held, and outdates them: only for the one panel that holds the store alone. */
    void freeOthers() {
        db.sql("UPDATE operation_lease SET version = version + 1, expires_at = 0 WHERE holder <> :holder AND expires_at > 0")
                .param("holder", holder).update();
    }

    /** Renews the lease, or says that it is lost. The first statement of each write by a runner. */
    void hold(Lease lease) {
        if (write(lease, until()) == 0) {
            throw new LeaseLost(lease);
        }
    }

    /** Gives the lease back; nothing happens when it was lost before. */
    void release(Lease lease) {
        write(lease, 0);
    }

    private int write(Lease lease, long expiresAt) {
        return db.sql("UPDATE operation_lease SET expires_at = :until WHERE concurrency_key = :key AND holder = :holder"
                + " AND version = :version AND expires_at > 0")
                .param("until", expiresAt).param("key", lease.key()).param("holder", lease.holder())
                .param("version", lease.version()).update();
    }

    private long version(String key) {
        return db.sql("SELECT version FROM operation_lease WHERE concurrency_key = :key").param("key", key)
                .query(Long.class).single();
    }

    private long until() {
        return clock.millis() + length.toMillis();
    }
}
