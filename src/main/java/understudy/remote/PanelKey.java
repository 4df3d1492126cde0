package understudy.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Collections;
import java.util.Iterator;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The key by which hosts know the panel: the admin's own file, or one that is made once in the data directory. */
record PanelKey(KeyPair pair) {

    private static final String COMMENT = "understudy";

    /** Reads the key, or makes it when there is none. A file that can't be read stops the panel rather than being replaced. */
    static PanelKey readOrMake(SshSettings settings, Path dataDirectory) {
        Path given = settings.privateKeyFile();
        Path file = given != null ? given : dataDirectory.resolve("panel_ed25519");
        try {
            if (given == null && !Files.exists(file)) {
                make(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or make the panel's SSH key " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the panel's SSH key " + file + " is no private key without a passphrase", e);
        }
    }

    String publicLine() {
        return PublicKeyEntry.toString(pair.getPublic()) + " " + COMMENT;
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    private static PanelKey read(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
            Iterator<KeyPair> found = pairs == null ? Collections.emptyIterator() : pairs.iterator();
            if (!found.hasNext()) {
                throw new GeneralSecurityException("no private key in " + file);
            }
            return new PanelKey(found.next());
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory, owner("rwx------"));
        Path fresh = Files.createTempFile(directory, "panel_ed25519", ".new",
                owner("rw-------"));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, COMMENT, null, out);
        }
        Files.move(fresh, file);
    }

    private static FileAttribute<?> owner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
