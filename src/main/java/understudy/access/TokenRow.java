package understudy.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A token as stored. @param hash SHA-256 of the token in hexadecimal: it is random, so it needs neither salt nor slowness */
@Table("api_token")
record TokenRow(
        @Id String name,
        String hash,
        Role role,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    Tokens.Token token() {
        return new Tokens.Token(name, role, createdAt, createdBy, expiresAt, lastUsedAt);
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
