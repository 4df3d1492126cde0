package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.routing.Application.Restart;

class ApplicationLookTests {

    private static final String SHARED = "/var/www/secondhand/shared/config/database.yml";
    private static final String ROOT = "/var/www/secondhand/current";

    private static List<Application> found(String... words) {
        return ApplicationLook.applications(ApplicationLook.signs(String.join("\0", words) + "\0"));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(ApplicationLook.applications(ApplicationLook.signs(""))).isEmpty();
    }

    @Test
    void looksThroughAnyMachineWithoutAnError() throws Exception {
        assertThat(ApplicationLook.applications(Here.run(ApplicationLook.looking()))).isNotNull();
    }

    @Test
    void takesPassengerWhereItIsInstalled() {
        assertThat(found("root", ROOT, ROOT, "yml", ROOT, SHARED, "rack", ROOT, "yes", "passenger", "", "yes"))
                .containsExactly(new Application(ROOT, List.of(SHARED), "production", Restart.PASSENGER, null, null));
    }

    @Test
    void touchesTheRestartFileWherePassengersOwnCommandIsMissing() {
        assertThat(found("root", ROOT, ROOT, "yml", ROOT, SHARED)).extracting(Application::restart).containsExactly(Restart.RESTART_FILE);
    }

    @Test
    void takesTheServiceThatWorksInItsDirectory() {
        assertThat(found("root", ROOT, ROOT, "yml", ROOT, SHARED, "unit", ROOT, "puma-secondhand", "passenger", "", "yes"))
                .containsExactly(new Application(ROOT, List.of(SHARED), "production", Restart.SERVICE, "puma-secondhand", null));
    }

    @Test
    void namesEveryFileWhereTheReleaseHoldsACopyOfTheSharedOne() {
        String copy = "/var/www/secondhand/releases/20161120170000/config/database.yml";

        assertThat(found("root", ROOT, ROOT, "yml", ROOT, copy, "yml", ROOT, SHARED, "yml", ROOT, SHARED))
                .extracting(Application::databaseYml).containsExactly(List.of(copy, SHARED));
    }

    /** The danger: whoever may make a directory there forges a line of what an admin types as root at night. */
    @Test
    void passesOverWhatNobodyWouldName() {
        String forged = "/var/www/x\n```\nsudo rm -rf /";

        assertThat(found("root", forged, forged, "yml", forged, forged + "/config/database.yml", "root", ROOT, ROOT, "yml", ROOT, SHARED))
                .extracting(Application::root).containsExactly(ROOT);
    }

    @Test
    void keepsTwoApplicationsApart() {
        assertThat(found("root", "/srv/a", "/srv/a", "yml", "/srv/a", "/srv/a/config/database.yml", "root", ROOT, ROOT, "yml", ROOT, SHARED,
                "variables", ROOT, "/etc/default/secondhand"))
                .extracting(Application::root, Application::variables)
                .containsExactly(tuple("/srv/a", null),
                        tuple(ROOT, "/etc/default/secondhand"));
    }
}
