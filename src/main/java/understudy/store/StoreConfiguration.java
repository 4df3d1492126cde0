package understudy.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;

/** The store: SQLite in the data directory. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** What a commit promised survives a power cut (FULL); readers never wait for the writer (WAL). */
    private static final String PRAGMAS = "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&busy_timeout=5000"
            // a transaction that reads first and writes later would fail at once, not wait, if another one wrote in between
            + "&transaction_mode=IMMEDIATE";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DataDirectory dataDirectory(@Value("${understudy.data-dir:./data}") Path path) {
        return DataDirectory.open(path);
    }

    @Bean
    HikariDataSource dataSource(DataDirectory directory) {
        HikariDataSource source = new HikariDataSource();
        source.setPoolName("store");
        source.setDriverClassName("org.sqlite.JDBC");
        source.setJdbcUrl("jdbc:sqlite:" + directory.privateFile("understudy.db") + PRAGMAS);
        // one writes at a time anyhow
        source.setMaximumPoolSize(4);
        source.setMinimumIdle(1);
        return source;
    }

    @Bean
    JdbcDialect jdbcDialect() {
        return new SqliteDialect();
    }

    @Bean
    JdbcCustomConversions jdbcCustomConversions(JdbcDialect dialect, ObjectProvider<JsonColumn> columns) {
        List<Object> converters = new ArrayList<>();
        columns.forEach(column -> converters.add(new JsonConversion(column)));
        return JdbcCustomConversions.of(dialect, converters);
    }
}
