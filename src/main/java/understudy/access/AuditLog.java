package understudy.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Audit} recorded. */
public interface AuditLog {

    /**
     * Entries, newest first; a null filter matches everything.
     *
     * @param since entries at or after this moment
     * @param actor the exact name of who acted
     * @param limit at most this many
     */
    List<AuditEntry> list(@Nullable Instant since, @Nullable String actor, int limit);
}
