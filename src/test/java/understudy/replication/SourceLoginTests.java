package understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fed with what the server's client of 9.7.4 prints. */
class SourceLoginTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ERROR 2003 (HY000): Can't connect to MySQL server on '172.18.0.2:3306' (111) | ServerNotListening",
        "ERROR 1045 (28000): Access denied for user 'repl'@'172.18.0.3' (using password: YES) | AccessDenied",
        "ERROR 1130 (HY000): Host '172.18.0.3' is not allowed to connect to this MySQL server | AddressNotAllowed",
        "ERROR 2061 (HY000): Authentication plugin 'caching_sha2_password' reported error | SecureConnectionNeeded",
        "ERROR 9999 (HY000): something new | SourceNotReachable",
        "bash: mysql: command not found | SourceNotReachable",
    })
    void saysWhatTheClientMeans(String said, String code) {
        assertThat(SourceLogin.explained(said, "mercury", "uranus").code()).isEqualTo(code);
        assertThat(SourceLogin.explained(said, "mercury", "uranus").message()).contains(said);
    }
}
