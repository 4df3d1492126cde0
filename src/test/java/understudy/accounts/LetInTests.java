package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetInTests {

    @ParameterizedTest
    @CsvSource({
        "%,                           192.168.178.61, YES",
        "192.168.178.61,              192.168.178.61, YES",
        "192.168.178.66,              192.168.178.61, NO",
        "192.168.178.%,               192.168.178.61, YES",
        "192.168.1_.61,               192.168.178.61, NO",
        "192.168.1__.61,              192.168.178.61, YES",
        "10.%,                        192.168.178.61, NO",
        "192.168.178.0/255.255.255.0, 192.168.178.61, YES",
        "192.168.178.0/24,            192.168.178.61, YES",
        "192.168.0.0/24,              192.168.178.61, NO",
        "0.0.0.0/0,                   192.168.178.61, YES",
        "localhost,                   192.168.178.61, NO",
        "127.0.0.1,                   192.168.178.61, NO",
        "mercury,                     192.168.178.61, MAYBE",
        "fe1,                         192.168.178.61, MAYBE",
        "db1,                         192.168.178.61, MAYBE",
        "cafe%,                       192.168.178.61, MAYBE",
        "fd00::%,                     192.168.178.61, NO",
        "%.example.com,               192.168.178.61, MAYBE",
        "mercury,                     mercury,        YES",
        "192.168.178.61,              mercury,        MAYBE",
        "localhost,                   mercury,        NO",
        "fd00::1,                     fd00::1,        YES",
        "fd00::%,                     fd00::1,        YES",
        "192.168.0.0/16,              fd00::1,        NO"})
    void tellsWhoIsLetInFromWhere(String pattern, String address, LetIn letIn) {
        assertThat(LetIn.from(pattern, address)).isEqualTo(letIn);
    }
}
