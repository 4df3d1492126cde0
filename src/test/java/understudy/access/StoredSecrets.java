package understudy.access;

import java.nio.file.Path;
import java.security.SecureRandom;

/** Opens what a panel sealed, with the key file of its data directory: only whoever has both can. */
public final class StoredSecrets {

    private final Secrets secrets;

    public StoredSecrets(Path dataDir) {
        secrets = new SealedSecrets(SealingKey.read(dataDir.resolve("secret.key")), new SecureRandom());
    }

    public String open(String sealed, String purpose) {
        return secrets.open(sealed, purpose);
    }
}
