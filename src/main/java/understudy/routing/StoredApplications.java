package understudy.routing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Problem;
import understudy.topology.Hosts;

/** The applications in the store; they go with their hosts. */
@Component
class StoredApplications implements Applications {

    /** Forgives fields that a newer version wrote, so that going back one version is possible. */
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final JdbcClient sql;
    private final Hosts hosts;
    private final Audit audit;

    StoredApplications(JdbcClient sql, Hosts hosts, Audit audit) {
        this.sql = sql;
        this.hosts = hosts;
        this.audit = audit;
    }

    @Override
    public Optional<Application> on(String host) {
        return stored("SELECT COALESCE(corrected, found) FROM application WHERE host = ?", host)
                .map(json -> JSON.readValue(json, Application.class));
    }

    @Override
    public boolean corrected(String host) {
        return stored("SELECT corrected FROM application WHERE host = ?", host).isPresent();
    }

    /** Empty without a row, and with a row that says nothing there. */
    private Optional<String> stored(String query, String host) {
        return sql.sql(query).param(host).query((row, number) -> Optional.ofNullable(row.getString(1))).optional().flatMap(found -> found);
    }

    @Override
    @Transactional
    public void found(String host, @Nullable Application application) {
        keep(host, "found", application);
    }

    /** A refusal is thrown before anything is written, and stays recorded. */
    @Override
    @Transactional(noRollbackFor = Problem.class)
    public void correct(String host, @Nullable Application application, Actor actor) {
        try {
            hosts.get(host);
            keep(host, "corrected", application == null ? null : application.checked());
        } catch (Problem refused) {
            audit.record(actor, "host.application", host, "refused: " + refused.finding().code());
            throw refused;
        }
        audit.record(actor, "host.application", host, "done");
    }

    private void keep(String host, String column, @Nullable Application application) {
        sql.sql("INSERT INTO application (host, " + column + ") VALUES (:host, :json) ON CONFLICT (host) DO UPDATE SET "
                        + column + " = excluded." + column)
                .param("host", host).param("json", application == null ? null : JSON.writeValueAsString(application)).update();
    }
}
