package understudy.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a host's own words. */
class FoundServerTests {

    @Test
    void readsARunningServer() {
        FoundServer found = FoundServer.read("""
                running=yes
                socket=/run/mysqld/mysqld.sock
                supervised=yes
                program=/usr/sbin/mysqld
                version=/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 (Debian)
                unit=mysql
                usual-socket=/var/run/mysqld/mysqld.sock
                files=/etc/my.cnf /etc/mysql/my.cnf ~/.my.cnf
                """);

        assertThat(found).isEqualTo(new FoundServer(true, "/usr/sbin/mysqld", "9.7.4-2", "/run/mysqld/mysqld.sock", "mysql", true, "",
                List.of("/etc/my.cnf", "/etc/mysql/my.cnf")));
    }

    @Test
    void readsThatThereIsNone() {
        FoundServer found = FoundServer.read("files=\n");

        assertThat(found.running()).isFalse();
        assertThat(found.installed()).isEmpty();
        assertThat(found.optionRoots()).containsExactly("/etc/my.cnf", "/etc/mysql/my.cnf");
    }

    @Test
    void readsOnlyTheFileThatTheServerWasStartedWith() {
        assertThat(FoundServer.read("running=yes\ndefaults-file=/etc/it's=odd.cnf\nfiles=/etc/my.cnf\n").optionRoots())
                .containsExactly("/etc/it's=odd.cnf");
    }

    @Test
    void readsTheProductionDatabaseOfTheApplication() {
        assertThat(database("default: &d\n  adapter: mysql2\nproduction:\n  <<: *d\n  database: shop's $db\n")).contains("shop's $db");
        assertThat(database("default: &d\n  database: inherited\nproduction:\n  <<: *d\n")).contains("inherited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a", "development:\n  database: x", "production:\n  database: <%= ENV['DB'] %>", "production: x",
        "<% if true %>\nproduction: {", "production:\n  database: 5", "!!javax.script.ScriptEngineManager []", "production: !!java.util.Date 5"})
    void saysNothingWhereTheFileDoesntSayItPlainly(String yaml) {
        assertThat(database(yaml)).isEmpty();
    }

    private static Optional<String> database(String yaml) {
        return SecondhandFiles.database(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
