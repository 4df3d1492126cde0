package understudy.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * One act, as it was recorded.
 *
 * @param id grows with time; null before it is stored
 * @param at when
 * @param actor who
 * @param role what they could do then
 * @param action stable dotted name such as {@code host.add}
 * @param subject the host's, cluster's, user's or operation's name, or null
 * @param outcome such as {@code done}
 */
@Table("audit_entry")
public record AuditEntry(
        @Id @Nullable Long id,
        Instant at,
        String actor,
        Role role,
        String action,
        @Nullable String subject,
        String outcome) {
}
