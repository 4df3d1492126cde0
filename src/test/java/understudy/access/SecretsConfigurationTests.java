package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.finding.Problem;
import understudy.store.DataDirectory;
import understudy.store.StoreTest;

@StoreTest
class SecretsConfigurationTests {

    private static final AccessSettings NOTHING_SET = new AccessSettings(null, null, null);

    @Autowired
    private DataDirectory directory;

    @Autowired
    private JdbcClient store;

    @BeforeEach
    void startWithoutKey() throws IOException {
        Files.deleteIfExists(directory.file("secret.key"));
    }

    @Test
    void makesAKeyFileThatOnlyItsUserCanReadAndKeepsUsingIt() throws IOException {
        String sealed = start(NOTHING_SET).seal("secret", "p");

        assertThat(Files.getPosixFilePermissions(directory.file("secret.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(start(NOTHING_SET).open(sealed, "p")).isEqualTo("secret");
    }

    @Test
    void closesAKeyFileThatOthersCouldRead() throws IOException {
        start(NOTHING_SET);
        Path file = directory.file("secret.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        start(NOTHING_SET);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesToStartWithANewKeyWhenTheStoreHasSecrets() throws IOException {
        start(NOTHING_SET);
        Files.delete(directory.file("secret.key"));

        assertThatThrownBy(() -> start(NOTHING_SET)).isInstanceOf(Problem.class).hasMessageContaining("is missing");
        assertThat(directory.file("secret.key")).doesNotExist();
    }

    @Test
    void refusesToStartWithAKeyThatDoesNotFitTheStore() {
        start(NOTHING_SET);
        AccessSettings other = new AccessSettings("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null, null);

        assertThatThrownBy(() -> start(other)).isInstanceOf(Problem.class).hasMessageContaining("can't be opened");
    }

    @Test
    void prefersTheKeyFromTheEnvironmentAndWritesNoFile() {
        AccessSettings given = new AccessSettings("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null, null);

        assertThat(start(given).open(start(given).seal("secret", "p"), "p")).isEqualTo("secret");
        assertThat(directory.file("secret.key")).doesNotExist();
    }

    private Secrets start(AccessSettings settings) {
        return new SecretsConfiguration().secrets(settings, directory, store, new SecureRandom());
    }
}
