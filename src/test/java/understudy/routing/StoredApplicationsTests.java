package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.routing.Application.Restart;
import understudy.store.StoreTest;
import understudy.topology.Hosts;

@StoreTest
@Import(StoredApplications.class)
class StoredApplicationsTests {

    private static final Application FOUND = new Application("/var/www/shop/current", List.of("/var/www/shop/shared/config/database.yml"),
            "production", Restart.PASSENGER, null, null);
    private static final Application SAID = new Application("/srv/shop", List.of("/srv/shop/config/database.yml", "/srv/shop/b.yml"),
            "staging", Restart.SERVICE, "puma-shop", "/etc/default/shop");

    @MockitoBean
    private Hosts hosts;

    @MockitoBean
    private Audit audit;

    @Autowired
    private Applications applications;

    @Autowired
    private JdbcClient sql;

    @BeforeEach
    void addAHost() {
        sql.sql("INSERT INTO host VALUES ('mercury', 'a', 22, 'u', 3306, NULL, 'a', 'k', 'f', 1, NULL, NULL, NULL, 0)").update();
    }

    @Test
    void knowsNothingOfAHostThatWasNotLookedAt() {
        assertThat(applications.on("mercury")).isEmpty();
        assertThat(applications.corrected("mercury")).isFalse();
    }

    @Test
    void letsWhatAnAdminSaidWinOverWhatIsFoundLater() {
        applications.correct("mercury", SAID, Actor.PANEL);
        applications.found("mercury", FOUND);

        assertThat(applications.on("mercury")).contains(SAID);
        assertThat(applications.corrected("mercury")).isTrue();
    }

    @Test
    void goesBackToWhatIsFound() {
        applications.found("mercury", FOUND);
        applications.correct("mercury", SAID, Actor.PANEL);
        applications.correct("mercury", null, Actor.PANEL);

        assertThat(applications.on("mercury")).contains(FOUND);
        assertThat(applications.corrected("mercury")).isFalse();
    }

    @Test
    void forgetsAnApplicationThatIsGone() {
        applications.found("mercury", FOUND);
        applications.found("mercury", null);

        assertThat(applications.on("mercury")).isEmpty();
    }

    @Test
    void goesWithItsHost() {
        applications.found("mercury", FOUND);

        sql.sql("DELETE FROM host WHERE name = 'mercury'").update();

        assertThat(sql.sql("SELECT count(*) FROM application").query(Long.class).single()).isZero();
    }

    @Test
    void recordsWhoSaidSoAndWhatWasRefused() {
        doThrow(new Problem(Finding.blocker("HostUnknown", "venus", "There is no host venus.", "Look."))).when(hosts).get("venus");

        applications.correct("mercury", SAID, Actor.PANEL);
        assertThatThrownBy(() -> applications.correct("venus", SAID, Actor.PANEL)).isInstanceOf(Problem.class);

        verify(audit).record(any(), anyString(), eq("mercury"), eq("done"));
        verify(audit).record(any(), anyString(), eq("venus"), eq("refused: HostUnknown"));
    }
}
