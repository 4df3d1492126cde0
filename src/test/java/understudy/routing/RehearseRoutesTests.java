package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.replication.Notes;

/** The danger: a rehearsal that changes something, or one that is content though the promotion wouldn't be. */
class RehearseRoutesTests {

    private static final String FILE = "/var/www/secondhand/shared/config/database.yml";
    private static final String OLD = "production:\n  host: mercury.example\n";

    private final ApplicationHost mercury = new ApplicationHost();
    private final LocalPages pages = new LocalPages().with("/up", () -> this.health);
    private int health = 200;

    @BeforeEach
    void hasAnApplication() {
        mercury.files.put(FILE, OLD);
        mercury.line = pages::line;
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private FilesLeg leg(ApplicationCheck.Logins logins) {
        Application application = new Application("/var/www/secondhand/current", List.of(FILE), "production", Application.Restart.PASSENGER, null, null);
        return new FilesLeg("mercury", application, Set.of(), new SourceAddress("192.168.178.66", 3306),
                new Servers(Set.of("mercury", "uranus", "192.168.178.66"), Set.of(3306)), "x",
                new ApplicationRestart("mercury", application, new ApplicationPages("http://localhost/up", "http://localhost/write?token={token}",
                new WritePages(Clock.systemUTC())),
                false, ApplicationRestart.Patience.USUAL), mercury.reach(), new SeenChanges(), logins);
    }

    private static Outcome rehearsed(Notes journal, Leg... all) {
        Legs legs = mock(Legs.class);
        when(legs.of(any())).thenReturn(List.of(all));
        return new RehearseRoutes(legs).apply(new RouteMove("shop", "mercury", "uranus", List.of()), Plan.ofCommands(), journal);
    }

    @Test
    void looksAtEverythingAndChangesNothing() {
        assertThat(rehearsed(new Notes(), leg(user -> List.of()))).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.message()).contains("nothing was changed"));

        leg(user -> List.of()).rehearse(mercury.journal());
        assertThat(mercury.files).containsOnly(Map.entry(FILE, OLD));
        assertThat(mercury.restarts).as("only whether the new server answers").allMatch(command -> command.startsWith("timeout 5 bash"));
        assertThat(pages.asked).containsOnly("GET /up", "HEAD /write?token=");
        assertThat(mercury.said).contains("-  host: mercury.example", "+  host: 192.168.178.66").anyMatch(line -> line.contains("nothing was written"));
    }

    @Test
    void failsWhereTheApplicationIsUnwellAlready() {
        health = 503;

        assertThat(rehearsed(new Notes(), leg(user -> List.of()))).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("ApplicationUnwell"));
    }

    @Test
    void tellsEverythingThatStandsInTheWay() {
        Notes journal = new Notes();
        Finding one = Finding.blocker("One", "a", "The first.", "Mend it.");
        Finding two = Finding.blocker("Two", "b", "The second.", "Mend it too.");

        assertThat(rehearsed(journal, refusing(one), refusing(two))).isEqualTo(new Outcome.Failed(one));
        assertThat(journal.lines).contains("The first. Mend it.", "The second. Mend it too.");
    }

    private static Leg refusing(Finding finding) {
        return new Unmovable("the route x", finding.host(), finding);
    }
}
