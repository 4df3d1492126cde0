package understudy.monitor;

import java.time.Instant;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What changed in each cluster, as the store keeps it. Listens to {@link ClusterChanged}, whoever publishes it. */
@Component
public class Timeline {

    private final JdbcClient store;

    Timeline(JdbcClient store) {
        this.store = store;
    }

    /** The newest entries of a cluster, newest first. */
    public List<TimelineEntry> latest(String cluster, int limit) {
        return store.sql("SELECT cluster, code, text, at FROM timeline WHERE cluster = ? ORDER BY id DESC LIMIT ?")
                .params(cluster, limit)
                .query((row, number) -> new TimelineEntry(row.getString(1), row.getString(2), row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4))))
                .list();
    }

    @EventListener
    void keep(ClusterChanged changed) {
        store.sql("INSERT INTO timeline (cluster, code, text, at) VALUES (?, ?, ?, ?)")
                .params(changed.cluster(), changed.code(), changed.text(), changed.at().toEpochMilli())
                .update();
    }
}
