package understudy.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The 256-bit key under which secrets are sealed: from the environment, or from a file that only the panel's user can read. */
final class SealingKey {

    static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWN =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Logger log = LoggerFactory.getLogger(SealingKey.class);

    private SealingKey() {
    }

    /** From the 44 characters of base64 that {@code openssl rand -base64 32} prints. */
    static SecretKey decode(String base64, String where) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException notBase64) {
            throw malformed(where, notBase64);
        }
        throw malformed(where, null);
    }

    /** Reads the file, and closes it to others where it stood open. */
    static SecretKey read(Path file) {
        try {
            if (!Files.getPosixFilePermissions(file).equals(OWN)) {
                log.warn("{} was readable by others; now only its owner can read it", file);
                Files.setPosixFilePermissions(file, OWN);
            }
            return decode(Files.readString(file), file.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + file, unreadable);
        }
    }

    /** Makes a new key in a new file. */
    static SecretKey create(Path file, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
            // DSYNC: what is sealed in a moment must not outlive its key in a power cut
            Files.writeString(file, Base64.getEncoder().encodeToString(bytes) + "\n", StandardOpenOption.DSYNC);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("can't write " + file, unwritable);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static Problem malformed(String where, @org.jspecify.annotations.Nullable Throwable cause) {
        Finding finding = Finding.blocker("SecretKeyMalformed", null,
                "The key in " + where + " isn't 32 bytes in base64.", "Give the key that openssl rand -base64 32 printed, unchanged.");
        return cause == null ? new Problem(finding) : new Problem(finding, cause);
    }
}
