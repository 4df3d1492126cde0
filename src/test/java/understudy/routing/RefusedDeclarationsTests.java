package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import understudy.access.Actor;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.store.StoreTest;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;

/**
 * The danger: somebody tries out which program the panel would run as root, is refused, and the audit knows nothing of it. Without
 * a transaction of the test's own, or an entry that is taken back with the refused change would still be seen.
 */
@StoreTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@Import({StoredRoutes.class, StoredApplications.class, RefusedDeclarationsTests.TheAudit.class})
class RefusedDeclarationsTests {

    private static final Actor ANNA = new Actor("anna", Role.ADMIN);
    private static final Application NOWHERE = new Application("shop", List.of("database.yml"), "production", Application.Restart.NONE, null, null);

    @MockitoBean
    private Hosts hosts;

    @MockitoBean
    private Clusters clusters;

    @Autowired
    private Routes routes;

    @Autowired
    private Applications applications;

    @Autowired
    private AuditLog audit;

    @Autowired
    private JdbcClient sql;

    /** The real one, which its room keeps to itself. */
    static class TheAudit implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return new String[] {"understudy.access.StoredAudit"};
        }
    }

    @Test
    void stayRecorded() {
        when(clusters.get("shop")).thenReturn(Cluster.declared("shop", List.of("shop"), List.of(), Instant.EPOCH));
        Route shell = new Route.Hook("gate", "/bin/sh", null, 1_000);

        refused("HookElsewhere", () -> routes.add("shop", shell, ANNA));
        refused("HookElsewhere", () -> routes.put("shop", shell, ANNA));
        refused("RouteUnknown", () -> routes.remove("shop", "gate", ANNA));
        refused("PathRefused", () -> applications.correct("mercury", NOWHERE, ANNA));

        assertThat(audit.list(null, "anna", 10)).extracting(AuditEntry::action, AuditEntry::outcome).containsExactly(
                tuple("host.application", "refused: PathRefused"),
                tuple("route.remove", "refused: RouteUnknown"),
                tuple("route.put", "refused: HookElsewhere"),
                tuple("route.put", "refused: HookElsewhere"));
        assertThat(sql.sql("SELECT (SELECT count(*) FROM route) + (SELECT count(*) FROM application)").query(Long.class).single()).isZero();
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.finding().code()).isEqualTo(code));
    }
}
