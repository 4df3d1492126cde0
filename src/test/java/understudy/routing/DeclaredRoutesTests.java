package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Problem;
import understudy.store.StoreTest;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;

/** The danger: whoever means to add a second route loses the first one, and the next promotion leads nobody there. */
@StoreTest
@Import(StoredRoutes.class)
class DeclaredRoutesTests {

    private static final Route FILES = new Route.DatabaseYmls("shop", List.of(), "http://localhost/up", null);
    private static final Route OTHER_FILES = new Route.DatabaseYmls("shop", List.of(), "http://localhost/well", null);
    private static final Route ADDRESS = new Route.VirtualIp("shop", "192.168.178.50/24", false);

    @MockitoBean
    private Hosts hosts;

    @MockitoBean
    private Clusters clusters;

    @MockitoBean
    private Audit audit;

    @Autowired
    private Routes routes;

    @Autowired
    private JdbcClient sql;

    @BeforeEach
    void hasAClusterWithARoute() {
        when(clusters.get("shop")).thenReturn(Cluster.declared("shop", List.of("shop"), List.of(), Instant.EPOCH));
        sql.sql("INSERT INTO cluster VALUES ('shop', '[]', '{}', 'replication', NULL, 0)").update();
        routes.add("shop", FILES, Actor.PANEL);
    }

    @Test
    void addsNoRouteOfANameThatIsTaken() {
        for (Route second : List.of(OTHER_FILES, ADDRESS)) {
            assertThatThrownBy(() -> routes.add("shop", second, Actor.PANEL)).isInstanceOfSatisfying(Problem.class, refused -> {
                assertThat(refused.finding().code()).isEqualTo("RouteNameTaken");
                assertThat(refused.finding().hint()).contains("take that out first");
            });
        }

        assertThat(routes.of("shop")).containsExactly(FILES);
    }

    @Test
    void addsARouteInThePlaceOfOneThatWasTakenOut() {
        routes.remove("shop", "shop", Actor.PANEL);
        routes.add("shop", ADDRESS, Actor.PANEL);

        assertThat(routes.of("shop")).containsExactly(ADDRESS);
    }

    @Test
    void replacesARouteByOneOfItsKindOnly() {
        routes.put("shop", OTHER_FILES, Actor.PANEL);
        assertThatThrownBy(() -> routes.put("shop", ADDRESS, Actor.PANEL)).isInstanceOfSatisfying(Problem.class,
                refused -> assertThat(refused.finding().code()).isEqualTo("RouteNameTaken"));

        assertThat(routes.of("shop")).containsExactly(OTHER_FILES);
    }
}
