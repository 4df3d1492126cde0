package understudy.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** AES-256-GCM with a random nonce; the purpose is authenticated with it, so that it must be the same to open. */
final class SealedSecrets implements Secrets {

    private static final String FORM = "v1:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PASSWORD_LENGTH = 28;
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";

    private final SecretKey key;
    private final SecureRandom random;

    SealedSecrets(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    @Override
    public String seal(String secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
            return FORM + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("can't seal", impossible);
        }
    }

    @Override
    public String open(String sealed, String purpose) {
        try {
            if (!sealed.startsWith(FORM)) {
                throw new GeneralSecurityException("not a sealed value");
            }
            ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(FORM.length())));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] secret = cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(all.array(), NONCE_BYTES, all.remaining());
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | java.nio.BufferUnderflowException refused) {
            throw new Problem(Finding.blocker("SecretUnreadable", null,
                    "The stored secret for " + purpose + " can't be opened: the key is another one, or the value was changed.",
                    "Restore secret.key (or UNDERSTUDY_SECRET_KEY) from your backup, or enrol the host again."), refused);
        }
    }

    @Override
    public String random() {
        StringBuilder password = new StringBuilder();
        String all = UPPER + LOWER + DIGITS;
        while (password.length() < PASSWORD_LENGTH) {
            password.append(pick(all));
        }
        // one of each kind at the end, so that a server's password policy takes it too
        return password.append(pick(UPPER)).append('_').append(pick(LOWER)).append(pick(DIGITS)).toString();
    }

    private char pick(String from) {
        return from.charAt(random.nextInt(from.length()));
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
