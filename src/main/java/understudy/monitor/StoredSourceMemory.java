package understudy.monitor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import understudy.mysql.GtidSet;

/** The source's history in the store, written when it has changed and not with each look. */
@Component
class StoredSourceMemory implements SourceMemory {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSourceMemory.class);

    private final JdbcClient store;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    StoredSourceMemory(JdbcClient store) {
        this.store = store;
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
        return store.sql("SELECT from_others FROM source_history WHERE cluster = ? AND source = ?").params(cluster, source)
                .query(String.class).optional().map(GtidSet::of).orElse(null);
    }
}
