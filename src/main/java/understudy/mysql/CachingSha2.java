package understudy.mysql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code caching_sha2_password} keeps of a password: {@code $A$}, thousands of rounds as three hexadecimal digits,
 * {@code $}, twenty bytes of salt, and 43 characters of the SHA-256 crypt of both, in
 * {@code mysql.user.authentication_string}. Knowing it, the panel can see whether an account has the password that it ought
 * to have without logging in, and make accounts without sending a password anywhere.
 */
public final class CachingSha2 {

    private static final Pattern PREFIX = Pattern.compile("\\$A\\$([0-9A-Fa-f]{3})\\$");
    private static final int PREFIX_BYTES = 7;
    /** What 8.4 uses, and every server takes; many rounds only help weak passwords. */
    private static final String OWN_PREFIX = "$A$005$";
    private static final int OWN_ROUNDS = 5000;
    private static final int SALT_BYTES = 20;
    private static final int HASH_CHARACTERS = 43;
    private static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SALT_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private CachingSha2() {
    }

    /** A new authentication string for a password, with a random salt; plain ASCII. */
    public static String hash(String password, SecureRandom random) {
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < SALT_BYTES; i++) {
            salt.append(SALT_DIGITS.charAt(random.nextInt(SALT_DIGITS.length())));
        }
        byte[] bytes = salt.toString().getBytes(StandardCharsets.US_ASCII);
        return OWN_PREFIX + salt + crypt(password.getBytes(StandardCharsets.UTF_8), bytes, OWN_ROUNDS);
    }

    /** Whether an account with this authentication string lets this password in; false for strings of another form. */
    public static boolean matches(String password, byte[] authenticationString) {
        if (authenticationString.length != PREFIX_BYTES + SALT_BYTES + HASH_CHARACTERS) {
            return false;
        }
        Matcher prefix = PREFIX.matcher(new String(authenticationString, 0, PREFIX_BYTES, StandardCharsets.ISO_8859_1));
        if (!prefix.matches()) {
            return false;
        }
        int rounds = 1000 * Integer.parseInt(prefix.group(1), 16);
        byte[] salt = Arrays.copyOfRange(authenticationString, PREFIX_BYTES, PREFIX_BYTES + SALT_BYTES);
        byte[] kept = Arrays.copyOfRange(authenticationString, PREFIX_BYTES + SALT_BYTES, authenticationString.length);
        byte[] own = crypt(password.getBytes(StandardCharsets.UTF_8), salt, rounds).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(own, kept);
    }

    /** SHA-256 crypt as Ulrich Drepper specified it, but with a salt of twenty bytes. */
    private static String crypt(byte[] password, byte[] salt, int rounds) {
        byte[] result = firstDigest(password, salt);
        byte[] p = repeated(digest(times(password, password.length)), password.length);
        byte[] s = repeated(digest(times(salt, 16 + (result[0] & 0xff))), salt.length);
        for (int round = 0; round < rounds; round++) {
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            in.writeBytes(round % 2 != 0 ? p : result);
            in.writeBytes(round % 3 != 0 ? s : new byte[0]);
            in.writeBytes(round % 7 != 0 ? p : new byte[0]);
            in.writeBytes(round % 2 != 0 ? result : p);
            result = digest(in.toByteArray());
        }
        return printed(result);
    }

    private static byte[] firstDigest(byte[] password, byte[] salt) {
        ByteArrayOutputStream alternate = new ByteArrayOutputStream();
        alternate.writeBytes(password);
        alternate.writeBytes(salt);
        alternate.writeBytes(password);
        byte[] b = digest(alternate.toByteArray());
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(password);
        in.writeBytes(salt);
        in.writeBytes(repeated(b, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            in.writeBytes((bits & 1) != 0 ? b : password);
        }
        return digest(in.toByteArray());
    }

    private static byte[] times(byte[] bytes, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] repeated(byte[] bytes, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    private static String printed(byte[] hash) {
        StringBuilder text = new StringBuilder();
        int a = 0;
        int b = 10;
        int c = 20;
        for (int group = 0; group < 10; group++) {
            digits(text, hash[a], hash[b], hash[c], 4);
            int next = c + 1;
            c = b + 1;
            b = a + 1;
            a = next;
        }
        digits(text, (byte) 0, hash[31], hash[30], 3);
        return text.toString();
    }

    private static void digits(StringBuilder text, byte high, byte middle, byte low, int count) {
        int bits = (high & 0xff) << 16 | (middle & 0xff) << 8 | low & 0xff;
        for (int i = 0; i < count; i++) {
            text.append(DIGITS.charAt(bits & 0x3f));
            bits >>= 6;
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
