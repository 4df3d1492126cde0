package understudy.topology;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The certificates in the store; they go with their hosts. */
@Component
class StoredCertificates implements ServerCertificates {

    private final JdbcClient sql;

    StoredCertificates(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Optional<String> of(String host) {
        return sql.sql("SELECT fingerprint FROM server_certificate WHERE host = ?").param(host).query(String.class).optional();
    }

    @Override
    @Transactional
    public void pin(String host, @Nullable String fingerprint) {
        sql.sql("DELETE FROM server_certificate WHERE host = ?").param(host).update();
        if (fingerprint != null) {
            sql.sql("INSERT INTO server_certificate (host, fingerprint) VALUES (?, ?)").params(host, fingerprint).update();
        }
    }
}
