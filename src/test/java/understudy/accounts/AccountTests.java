package understudy.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTests {

    private static final Account PIERRE = new Account("pi`erre", "localhost",
            "CREATE USER `pi``erre`@`localhost` IDENTIFIED WITH 'caching_sha2_password' AS 0x24412430 REQUIRE NONE",
            List.of("GRANT USAGE ON *.* TO `pi``erre`@`localhost`", "GRANT ALL ON `a TO b`.* TO `pi``erre`@`localhost`"));

    @Test
    void isTheSameFromAnotherAddress() {
        Account remote = PIERRE.from("10.0.0.1");

        assertThat(remote.name()).isEqualTo("'pi`erre'@'10.0.0.1'");
        assertThat(remote.creation()).startsWith("CREATE USER `pi``erre`@`10.0.0.1` IDENTIFIED").endsWith("AS 0x24412430 REQUIRE NONE");
        assertThat(remote.grants()).containsExactly("GRANT ALL ON `a TO b`.* TO `pi``erre`@`10.0.0.1`",
                "GRANT USAGE ON *.* TO `pi``erre`@`10.0.0.1`");
    }

    @Test
    void showsNoHash() {
        Account asText = new Account("a", "b", "CREATE USER `a`@`b` IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$x\\'y''z' REQUIRE SSL",
                List.of());
        assertThat(PIERRE.shown().toString()).doesNotContain("0x24");
        assertThat(asText.shown().get(1)).isEqualTo(
                "CREATE USER `a`@`b` IDENTIFIED WITH 'caching_sha2_password' AS <as on the source> REQUIRE SSL");
    }

    @Test
    void limitsReplicationToAddresses() {
        for (List<String> clients : List.of(List.<String>of(), List.of("%"), List.of("10.0.0.1", "10.%"), List.of(" "))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ReplicationAccount("c", "h", clients, true));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ApplicationAccounts("c", "a", "b", List.of("%")));
    }
}
