package understudy.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** The tokens in the store. */
@Component
class StoredTokens implements Tokens {

    private static final String PREFIX = "understudy_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    /** A write for each request would wear the store for nothing. */
    private static final Duration LAST_USED_GRAIN = Duration.ofMinutes(1);

    private final JdbcAggregateOperations store;
    private final JdbcClient sql;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    StoredTokens(JdbcAggregateOperations store, JdbcClient sql, Audit audit, SecureRandom random, Clock clock) {
        this.store = store;
        this.sql = sql;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<Token> list() {
        return store.findAll(TokenRow.class, Sort.by("name")).stream().map(TokenRow::token).toList();
    }

    @Override
    @Transactional
    public NewToken create(String name, Role role, @Nullable Instant expiresAt, Actor by) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewToken(add(name, secret, role, expiresAt, by), secret);
    }

    @Override
    @Transactional
    public void revoke(String name, Actor by) {
        if (!store.existsById(name, TokenRow.class)) {
            throw refused("TokenUnknown", "There is no such token.", "Look at the list of tokens.");
        }
        store.deleteById(name, TokenRow.class);
        audit.record(by, "token.revoke", name, "done");
    }

    /** Stores a token of this text. */
    @Transactional
    Token add(String name, String secret, Role role, @Nullable Instant expiresAt, Actor by) {
        if (!NAME.matcher(name).matches()) {
            throw refused("TokenNameRefused", "That can't be a token's name.",
                    "Use 1 to 63 letters (a-z), digits, dots, hyphens and underscores, beginning with a letter or digit.");
        }
        if (store.existsById(name, TokenRow.class)) {
            throw refused("TokenExists", "There is already a token " + name + ".", "Choose another name, or revoke it first.");
        }
        TokenRow row = new TokenRow(name, hash(secret), role, clock.instant(), by.name(), expiresAt, null);
        if (row.expired(clock.instant())) {
            throw refused("TokenExpired", "The token would have expired already.", "Give a moment in the future.");
        }
        store.insert(row);
        audit.record(by, "token.create", name, "done: " + role);
        return row.token();
    }

    /** Whose token this is; empty when it is unknown, revoked or expired. */
    Optional<Actor> recognise(String secret) {
        Instant now = clock.instant();
        return sql.sql("SELECT name FROM api_token WHERE hash = ?").param(hash(secret)).query(String.class).optional()
                .map(name -> store.findById(name, TokenRow.class))
                .filter(row -> !row.expired(now))
                .map(row -> {
                    noteUse(row, now);
                    return new Actor(row.name(), row.role());
                });
    }

    private void noteUse(TokenRow row, Instant now) {
        Instant last = row.lastUsedAt();
        if (last == null || last.plus(LAST_USED_GRAIN).isBefore(now)) {
            sql.sql("UPDATE api_token SET last_used_at = ? WHERE name = ?").param(now.toEpochMilli()).param(row.name()).update();
        }
    }

    static String hash(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Problem refused(String code, String message, String hint) {
        return new Problem(Finding.blocker(code, null, message, hint));
    }
}
