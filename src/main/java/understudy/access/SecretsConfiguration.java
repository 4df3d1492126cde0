package understudy.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.store.DataDirectory;

/** Finds or makes the sealing key, and refuses to start with one that doesn't fit the store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, HealthSettings.class})
class SecretsConfiguration {

    private static final String CHECK = "understudy";

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Secrets secrets(AccessSettings settings, DataDirectory directory, JdbcClient store, SecureRandom random) {
        Optional<String> check = store.sql("SELECT sealed FROM seal_check").query(String.class).optional();
        Secrets secrets = new SealedSecrets(key(settings, directory.file("secret.key"), check.isPresent(), random), random);
        check.ifPresentOrElse(
                sealed -> secrets.open(sealed, "seal-check"),
                () -> store.sql("INSERT INTO seal_check (id, sealed) VALUES (1, ?)")
                        .param(secrets.seal(CHECK, "seal-check")).update());
        return secrets;
    }

    private static SecretKey key(AccessSettings settings, Path file, boolean storeHasSecrets, SecureRandom random) {
        if (settings.secretKey() != null && !settings.secretKey().isBlank()) {
            return SealingKey.decode(settings.secretKey(), "UNDERSTUDY_SECRET_KEY");
        }
        if (Files.exists(file)) {
            return SealingKey.read(file);
        }
        if (storeHasSecrets) {
            // a new key would start, and then open nothing
            throw new Problem(Finding.blocker("SecretKeyMissing", null, "The store holds sealed secrets, but " + file + " is missing.",
                    "Restore secret.key from your backup, or set UNDERSTUDY_SECRET_KEY to its content."));
        }
        return SealingKey.create(file, random);
    }
}
