package understudy.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.finding.Problem;

class DialectTests {

    @ParameterizedTest
    @ValueSource(strings = {"9.7.4-2", "8.4.0", "8.4.10-log", "26.10.0"})
    void speaksModernMySql(String version) {
        assertThat(Dialect.of(version, "mercury").label()).startsWith("MySQL ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.0.44", "5.7.44-log", "5.6.24", "10.11.18-MariaDB-0+deb12u1", "5.5.5-10.11.18-MariaDB", "11.8.6-MariaDB"})
    void saysWhichServersItDoesNotSupport(String version) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Dialect.of(version, "mercury"))
                .satisfies(problem -> assertThat(problem.finding().code()).isEqualTo("UnsupportedServer"))
                .withMessageContaining(version);
    }

    @Test
    void pointsAReplicaWithoutShowingThePassword() {
        SecretStatement statement = Dialect.of("9.7.4", "uranus")
                .followSource(SourceLink.usual("10.0.0.1", 3306, "re'pl\\", true));

        assertThat(statement.sql()).isEqualTo("CHANGE REPLICATION SOURCE TO SOURCE_HOST='10.0.0.1', SOURCE_PORT=3306, "
                + "SOURCE_USER='re''pl\\\\', SOURCE_PASSWORD=?, SOURCE_AUTO_POSITION=1, SOURCE_SSL=1, SOURCE_CONNECT_RETRY=5, "
                + "SOURCE_RETRY_COUNT=518400, SOURCE_HEARTBEAT_PERIOD=1.0");
        assertThat(statement.shown()).contains("SOURCE_PASSWORD='<password>'").doesNotContain("?");
    }
}
