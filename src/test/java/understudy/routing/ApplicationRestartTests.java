package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import understudy.routing.Application.Restart;

/**
 * The danger on the one side: a request that hangs on the dead source holds a failover. On the other: a payment is cut off in the
 * middle, on a source that lives.
 */
class ApplicationRestartTests {

    private static final String FILE = "/var/www/shop/config/database.yml";

    private final ApplicationHost mercury = new ApplicationHost();

    @BeforeEach
    void hasProcessesThatStayForAWhile() {
        mercury.processes = "2 1";
        mercury.countsUntilNew = 8;
    }

    private List<String> signalsOf(Restart restart, @Nullable String variables, boolean sourceStays) {
        Application application = new Application("/var/www/shop", List.of(FILE), "production", restart, "shop", variables);
        ApplicationRestart taking = new ApplicationRestart("mercury", application, new ApplicationPages(null, null, new WritePages(Clock.systemUTC())), sourceStays,
                new ApplicationRestart.Patience(Duration.ZERO, Duration.ofMinutes(5)));
        taking.takeUp(mercury, List.of(FILE), false, mercury.journal());
        assertThat(taking.commands().stream().anyMatch(command -> command.line().contains("pkill"))).isNotEqualTo(mercury.signals.isEmpty());
        return mercury.signals;
    }

    @Test
    void endsWhatHangsOnTheFormerSource() {
        assertThat(signalsOf(Restart.PASSENGER, null, false)).containsExactly("TERM", "KILL");
    }

    @Test
    void endsItToWhereTheWebServerBeganAnew() {
        assertThat(signalsOf(Restart.RESTART_FILE, "/etc/apache2/sites-available/shop.conf", false)).containsExactly("TERM", "KILL");
    }

    @Test
    void endsNothingThatMayStillWriteToTheSource() {
        assertThat(signalsOf(Restart.PASSENGER, null, true)).isEmpty();
    }

    /** Somebody else restarts it, or Passenger does when it next looks at its restart file. */
    @ParameterizedTest
    @EnumSource(value = Restart.class, mode = EnumSource.Mode.EXCLUDE, names = "PASSENGER")
    void endsNothingThatThePanelDidNotRestart(Restart restart) {
        assertThat(signalsOf(restart, null, false)).isEmpty();
    }
}
