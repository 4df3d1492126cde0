package understudy.access;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.stereotype.Component;

/** The audit in the store, which itself refuses to change or remove an entry. */
@Component
class StoredAudit implements Audit, AuditLog {

    /** A hostile sign-in name must not fill the store. */
    private static final int MOST_CHARACTERS = 500;

    private final JdbcAggregateOperations store;
    private final Clock clock;

    StoredAudit(JdbcAggregateOperations store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void record(Actor actor, String action, @Nullable String subject, String outcome) {
        store.insert(new AuditEntry(null, clock.instant(), shortened(actor.name()), actor.role(), action,
                subject == null ? null : shortened(subject), shortened(outcome)));
    }

    @Override
    public List<AuditEntry> list(@Nullable Instant since, @Nullable String actor, int limit) {
        Criteria wanted = Criteria.empty();
        if (since != null) {
            wanted = wanted.and("at").greaterThanOrEquals(since);
        }
        if (actor != null) {
            wanted = wanted.and("actor").is(actor);
        }
        Query newestFirst = Query.query(wanted).with(PageRequest.of(0, limit, Sort.by(Sort.Direction.DESC, "id")));
        return store.findAll(newestFirst, AuditEntry.class);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
