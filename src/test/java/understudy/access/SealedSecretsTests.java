package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import understudy.finding.Problem;

class SealedSecretsTests {

    private static final String SECRET = "p'a\"s$s `wörd`";
    private final Secrets secrets = secrets((byte) 1);

    @Test
    void opensWhatItSealed() {
        assertThat(secrets.open(secrets.seal(SECRET, "host/mercury/sudo"), "host/mercury/sudo")).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(secrets.seal(SECRET, "p")).isNotEqualTo(secrets.seal(SECRET, "p")).doesNotContain("wörd");
    }

    @Test
    void refusesAnotherPurpose() {
        String sealed = secrets.seal(SECRET, "host/mercury/sudo");

        assertRefused(secrets, sealed, "host/uranus/sudo");
    }

    @Test
    void refusesAChangedValue() {
        String sealed = secrets.seal(SECRET, "p");
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(3));

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertRefused(secrets, "v1:" + Base64.getEncoder().encodeToString(changed), "p");
        }
    }

    @Test
    void refusesAnotherKeyAndWhatIsNoSealedValue() {
        assertRefused(secrets((byte) 2), secrets.seal(SECRET, "p"), "p");
        assertRefused(secrets, SECRET, "p");
        assertRefused(secrets, "v1:AAAA", "p");
        assertRefused(secrets, "v1:not base64", "p");
    }

    @Test
    void makesPasswordsOfEveryKindOfCharacterThatNeverRepeat() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> secrets.random()))
                .allMatch(password -> password.matches("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*_)[A-Za-z0-9_]{32}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> SealingKey.decode("c2hvcnQ=", "UNDERSTUDY_SECRET_KEY"))
                .isInstanceOf(Problem.class).hasMessageContaining("UNDERSTUDY_SECRET_KEY").hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> SealingKey.decode("not base64!", "UNDERSTUDY_SECRET_KEY")).isInstanceOf(Problem.class);
    }

    private static Secrets secrets(byte fill) {
        byte[] key = new byte[SealingKey.BYTES];
        java.util.Arrays.fill(key, fill);
        return new SealedSecrets(new SecretKeySpec(key, "AES"), new SecureRandom());
    }

    private static void assertRefused(Secrets secrets, String sealed, String purpose) {
        assertThatThrownBy(() -> secrets.open(sealed, purpose)).isInstanceOf(Problem.class)
                .hasMessageContaining(purpose).hasMessageNotContaining(SECRET);
    }
}
