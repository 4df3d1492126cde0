package understudy.monitor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;

/**
 * The source's history in the store, written when it has changed and not with each look, and read once, when the panel begins: it is
 * asked in the middle of each look at a replica while the source is dead, and a store that fails or hangs then must not stop the looks.
 */
@Component
class StoredSourceMemory implements SourceMemory {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSourceMemory.class);

    private final JdbcClient store;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    StoredSourceMemory(JdbcClient store) {
        this.store = store;
        read();
    }

    private record Known(String source, GtidSet fromOthers) {
    }

    @Override
    public void note(String cluster, String source, GtidSet fromOthers) {
        Known now = new Known(source, fromOthers);
        if (now.equals(known.get(cluster))) {
            return;
        }
        try {
            store.sql("INSERT INTO source_history (cluster, source, from_others) VALUES (?, ?, ?) "
                            + "ON CONFLICT (cluster) DO UPDATE SET source = excluded.source, from_others = excluded.from_others")
                    .params(cluster, source, fromOthers.toString()).update();
            known.put(cluster, now);
        } catch (DataAccessException failed) {
            // a full disk of the panel's must not blind it; the next look tries again
            LOG.warn("what {} has of others' transactions couldn't be written down", source, failed);
        }
    }

    @Override
    public @Nullable GtidSet of(String cluster, String source) {
        Known last = known.get(cluster);
        return last != null && last.source().equals(source) ? last.fromOthers() : null;
    }

    /** What can't be read isn't known; a panel that didn't begin for that would be worse. */
    private void read() {
        try {
            store.sql("SELECT cluster, source, from_others FROM source_history").query((row, number) ->
                    List.of(row.getString("cluster"), row.getString("source"), row.getString("from_others"))).list().forEach(this::read);
        } catch (DataAccessException failed) {
            LOG.error("what the sources had of others' transactions can't be read; it isn't known until they are seen", failed);
        }
    }

    private void read(List<String> row) {
        try {
            known.put(row.get(0), new Known(row.get(1), GtidSet.of(row.get(2))));
        } catch (IllegalArgumentException unreadable) {
            LOG.error("what {} had of others' transactions can't be read; it isn't known until it is seen", row.get(1), unreadable);
        }
    }
}
