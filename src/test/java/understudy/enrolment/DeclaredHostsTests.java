package understudy.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.access.Secrets;
import understudy.finding.Problem;
import understudy.remote.HostKey;
import understudy.topology.Host;

class DeclaredHostsTests {

    private static final HostKey KEY = new HostKey("ssh-ed25519", "SHA256:abc");

    private final Secrets secrets = new Secrets() {
        @Override
        public String seal(String secret, String purpose) {
            return purpose + "|" + secret.length();
        }

        @Override
        public String open(String sealed, String purpose) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String random() {
            throw new UnsupportedOperationException();
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "mercury", "mercury.example.org", "fe80::1", "::1", "2001:db8::5", "host_1", "größe.example"})
    void takesAddresses(String address) {
        assertThat(host(address, 22, "deploy", null, null).replicationAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a;id", "$(id)", "-oProxyCommand=x", "a'b", "a\nb", "http://x/"})
    void refusesWhatIsNoAddress(String address) {
        assertRefused("AddressRefused", () -> host(address, 22, "deploy", null, null));
    }

    @Test
    void refusesPortsUsersSocketsAndPasswordsThatCantBe() {
        assertRefused("PortRefused", () -> host("a", 0, "deploy", null, null));
        assertRefused("PortRefused", () -> host("a", 65536, "deploy", null, null));
        assertRefused("UserRefused", () -> host("a", 22, " ", null, null));
        assertRefused("UserRefused", () -> host("a", 22, "a\nb", null, null));
        assertRefused("SocketRefused", () -> host("a", 22, "deploy", "mysqld.sock", null));
        assertRefused("PasswordRefused", () -> host("a", 22, "deploy", null, "two\nlines"));
    }

    @ParameterizedTest
    @CsvSource({"it's a $HOME", "Jörg", "a`b", "\"q\""})
    void takesUsersWhoseNamesAShellWouldMisread(String user) {
        assertThat(host("a", 22, user, "/run/it's.sock", "p'w $x").sshUser()).isEqualTo(user);
    }

    @Test
    void sealsTheSudoPasswordForItsHost() {
        assertThat(host("a", 22, "deploy", null, "12345").sealedSudoPassword()).isEqualTo("host/mercury/sudo|5");
        assertThat(host("a", 22, "deploy", null, "").sealedSudoPassword()).isNull();
        assertThat(new NewHost("m", "a", 22, "d", 3306, null, null, "hidden")).asString().doesNotContain("hidden");
        assertThat(new AdminLogin("root", "hidden")).asString().doesNotContain("hidden");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        Host before = host("a", 22, "deploy", "/run/x.sock", "12345").trusted();

        Host moved = DeclaredHosts.changed(before, new HostChange("b", null, null, null, "", null, null), secrets);

        assertThat(moved.address()).isEqualTo("b");
        assertThat(moved.replicationAddress()).isEqualTo("b");
        assertThat(moved.mysqlSocket()).isNull();
        assertThat(moved.sshUser()).isEqualTo("deploy");
        assertThat(moved.sealedSudoPassword()).isEqualTo(before.sealedSudoPassword());
        assertThat(moved.hostKeyTrusted()).isTrue();
        assertThat(DeclaredHosts.changed(before, new HostChange(null, null, null, null, null, null, ""), secrets).sealedSudoPassword()).isNull();
    }

    private Host host(String address, int port, String user, @Nullable String socket, @Nullable String password) {
        return DeclaredHosts.host(new NewHost("mercury", address, port, user, 3306, socket, null, password), secrets, Instant.EPOCH, () -> KEY);
    }

    private static void assertRefused(String code, Runnable act) {
        assertThatExceptionOfType(Problem.class).isThrownBy(act::run)
                .satisfies(problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }
}
