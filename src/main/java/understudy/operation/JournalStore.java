package understudy.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal, and what the steps said. Entries are only ever added; the caller's transaction has proven the lease. */
@Component
class JournalStore {

    private final JdbcClient db;
    private final TransactionTemplate inTransaction;
    private final Leases leases;
    private final StoredJson json;
    private final Clock clock;

    JournalStore(JdbcClient db, TransactionTemplate inTransaction, Leases leases, StoredJson json, Clock clock) {
        this.db = db;
        this.inTransaction = inTransaction;
        this.leases = leases;
        this.json = json;
        this.clock = clock;
    }

    /** An entry as stored. */
    record Written(Entry entry, Instant at) {
    }

    /** Adds entries inside the caller's transaction. */
    void append(Lease lease, String operation, List<Entry> entries) {
        for (Entry entry : entries) {
            db.sql("INSERT INTO operation_journal (operation, number, entry, plan, text, lease_version, at)"
                    + " VALUES (:operation, :number, :entry, :plan, :text, :version, :at)")
                    .param("operation", operation).param("number", entry.number()).param("entry", entry.kind().name())
                    .param("plan", json.writeNullable(entry.plan())).param("text", entry.text())
                    .param("version", lease.version()).param("at", clock.millis()).update();
        }
    }

    List<Written> entries(String operation) {
        return db.sql("SELECT * FROM operation_journal WHERE operation = :operation ORDER BY id").param("operation", operation)
                .query((row, number) -> new Written(new Entry(row.getInt("number"), Entry.Kind.valueOf(row.getString("entry")),
                        json.read(row.getString("plan"), Plan.class), row.getString("text")),
                        Instant.ofEpochMilli(row.getLong("at")))).list();
    }

    /**
     * The plan that a step was about to do when it acted first. A later plan, made after a half-done apply, would have lost the
     * values that stood before.
     */
    Optional<Plan> firstPlan(String operation, int number) {
        return db.sql("SELECT plan FROM operation_journal WHERE operation = :operation AND number = :number"
                + " AND entry = 'ABOUT_TO' ORDER BY id LIMIT 1")
                .param("operation", operation).param("number", number).query(String.class).optional()
                .map(text -> json.read(text, Plan.class));
    }

    /**
     * Writes what a step said since the last time, and how far it is.
     *
     * @throws LeaseLost and writes nothing, when another runner has taken over
     */
    void write(Lease lease, String operation, int number, Output.News news) {
        inTransaction.executeWithoutResult(status -> {
            leases.hold(lease);
            for (Output.Line line : news.lines()) {
                db.sql("INSERT INTO operation_output (operation, number, line, text) VALUES (?, ?, ?, ?)")
                        .params(operation, number, line.number(), line.text()).update();
            }
            db.sql("DELETE FROM operation_output WHERE operation = ? AND number = ? AND line > ? AND line <= ?")
                    .params(operation, number, Output.FIRST, news.dropUpTo()).update();
            progress(operation, number, news.progress());
        });
    }

    private void progress(String operation, int number, OperationView.@Nullable Progress progress) {
        if (progress != null) {
            db.sql("UPDATE operation_step SET done_bytes = :done, total_bytes = :total, bytes_per_second = :rate"
                    + " WHERE operation = :operation AND number = :number")
                    .param("done", progress.doneBytes()).param("total", progress.totalBytes())
                    .param("rate", progress.bytesPerSecond()).param("operation", operation).param("number", number).update();
        }
    }

    /** The number of the last line that a step said, in any run. */
    int lastLine(String operation, int number) {
        return db.sql("SELECT coalesce(max(line), 0) FROM operation_output WHERE operation = ? AND number = ?")
                .params(operation, number).query(Integer.class).single();
    }

    /** What a step said, with a mark where lines were dropped. */
    String output(String operation, int number) {
        List<String> lines = new ArrayList<>();
        int[] last = {0};
        db.sql("SELECT line, text FROM operation_output WHERE operation = ? AND number = ? ORDER BY line")
                .params(operation, number).query(row -> {
                    int line = row.getInt("line");
                    if (line > last[0] + 1) {
                        lines.add("… " + (line - last[0] - 1) + " lines left out …");
                    }
                    lines.add(row.getString("text"));
                    last[0] = line;
                });
        return String.join("\n", lines);
    }

    OperationView.@Nullable Progress progress(String operation, int number) {
        return db.sql("SELECT done_bytes, total_bytes, bytes_per_second FROM operation_step"
                + " WHERE operation = ? AND number = ? AND done_bytes IS NOT NULL").params(operation, number)
                .query((row, n) -> {
                    long total = row.getLong("total_bytes");
                    return new OperationView.Progress(row.getLong("done_bytes"), row.wasNull() ? null : total,
                            row.getLong("bytes_per_second"));
                }).optional().orElse(null);
    }
}
