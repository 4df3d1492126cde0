package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import understudy.store.StoreTest;

@StoreTest
class StoredAuditTests {

    private static final Actor ANNA = new Actor("anna", Role.OPERATOR);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Autowired
    private JdbcAggregateOperations rows;

    @Autowired
    private JdbcClient sql;

    @Test
    void listsNewestFirstWithEveryField() {
        at(NOON).record(ANNA, "operation.start", "shop", "done");
        at(NOON.plusSeconds(1)).record(Actor.PANEL, "sign-in", null, "refused");

        assertThat(at(NOON).list(null, null, 10)).extracting(AuditEntry::action).containsExactly("sign-in", "operation.start");
        assertThat(at(NOON).list(null, "anna", 10)).singleElement().usingRecursiveComparison().ignoringFields("id")
                .isEqualTo(new AuditEntry(null, NOON, "anna", Role.OPERATOR, "operation.start", "shop", "done"));
    }

    @Test
    void filtersByTimeAndLimits() {
        for (int i = 0; i < 5; i++) {
            at(NOON.plusSeconds(i)).record(ANNA, "act" + i, null, "done");
        }

        assertThat(at(NOON).list(NOON.plusSeconds(3), null, 10)).extracting(AuditEntry::action).containsExactly("act4", "act3");
        assertThat(at(NOON).list(null, null, 1)).extracting(AuditEntry::action).containsExactly("act4");
    }

    @Test
    void shortensWhatWouldFillTheStore() {
        at(NOON).record(new Actor("x".repeat(100_000), Role.VIEWER), "sign-in", null, "refused");

        assertThat(at(NOON).list(null, null, 1).getFirst().actor()).hasSize(501);
    }

    @Test
    void refusesToChangeOrRemoveAnEntry() {
        at(NOON).record(ANNA, "operation.start", "shop", "done");

        assertThatThrownBy(() -> sql.sql("UPDATE audit_entry SET actor = 'bert'").update())
                .hasMessageContaining("only ever added to");
        assertThatThrownBy(() -> sql.sql("DELETE FROM audit_entry").update()).hasMessageContaining("only ever added to");
    }

    private StoredAudit at(Instant now) {
        return new StoredAudit(rows, Clock.fixed(now, ZoneOffset.UTC));
    }
}
