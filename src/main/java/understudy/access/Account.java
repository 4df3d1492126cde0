package understudy.access;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A user as stored. @param version grows with each change of password or role; sessions of an older one end */
@Table("account")
record Account(@Id String name, String passwordHash, Role role, int version, Instant createdAt) {

    Account withPasswordHash(String hash) {
        return new Account(name, hash, role, version + 1, createdAt);
    }

    Account withRole(Role changed) {
        return new Account(name, passwordHash, changed, version + 1, createdAt);
    }

    /** Without the hash, so that no log line can carry it. */
    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }
}
