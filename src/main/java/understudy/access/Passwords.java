package understudy.access;

import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.password.PasswordEncoder;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** What a password must be, and how it is kept: by BCrypt, or whatever follows it, as its prefix in the store says. */
final class Passwords {

    private static final int SHORTEST = 12;
    /** BCrypt reads no further, so a longer one would be weaker than it looks. */
    private static final int LONGEST_BYTES = 72;

    private final PasswordEncoder encoder;

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    /** Checks a new password and hashes it. */
    String hash(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw new Problem(Finding.blocker("PasswordTooShort", null, "The password is shorter than " + SHORTEST + " characters.",
                    "Choose a longer one; four random words are easy to keep."));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new Problem(Finding.blocker("PasswordTooLong", null, "The password is longer than " + LONGEST_BYTES + " bytes.",
                    "Choose a shorter one."));
        }
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }

    boolean fits(String password, Account account) {
        return encoder.matches(password, account.passwordHash());
    }
}
