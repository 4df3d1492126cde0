package understudy.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door of the bearer tokens of the REST contract. Making and revoking write audit entries. */
public interface Tokens {

    /** All, by name; never the tokens themselves, which the store doesn't have. */
    List<Token> list();

    /**
     * Makes a token.
     *
     * @param expiresAt from when on it is refused; null for never
     * @throws understudy.finding.Problem with TokenExists, TokenNameRefused or TokenExpired
     */
    NewToken create(String name, Role role, @Nullable Instant expiresAt, Actor by);

    /** It is refused from now on. @throws understudy.finding.Problem with TokenUnknown */
    void revoke(String name, Actor by);

    /** A token as shown. */
    record Token(
            String name,
            Role role,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {
    }

    /**
     * A token that was just made.
     *
     * @param secret the token itself: shown once, then gone
     */
    record NewToken(Token token, String secret) {

        /** Without the secret, so that no log line can carry it. */
        @Override
        public String toString() {
            return "NewToken[" + token.name() + "]";
        }
    }
}
