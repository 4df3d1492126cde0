package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Plan;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.routing.Application.Restart;

class FilesLegTests {

    private static final SourceAddress URANUS = new SourceAddress("192.168.178.66", 3306);
    private static final Servers SERVERS = new Servers(Set.of("mercury", "uranus", "192.168.178.66"), Set.of(3306));
    private static final String FIRST = "/var/www/secondhand/current/config/database.yml";
    private static final String SECOND = "/var/www/secondhand/shared/config/database.yml";
    private static final ApplicationPages NONE = new ApplicationPages(null, null, new WritePages(Clock.systemUTC()));
    private static final String OLD = "production:\n  host: mercury.example\n";
    private static final String NEW = "production:\n  host: 192.168.178.66\n";

    private final ApplicationHost mercury = new ApplicationHost();
    private final SeenChanges seen = new SeenChanges();
    private Function<String, List<Finding>> wanting = user -> List.of();

    @BeforeEach
    void hasBothFiles() {
        mercury.files.put(FIRST, OLD);
        mercury.files.put(SECOND, OLD);
    }

    private FilesLeg leg(Restart restart, @Nullable String service) {
        Application application = new Application("/var/www/secondhand/current", List.of(FIRST, SECOND), "production", restart, service, null);
        return new FilesLeg("mercury", application, Set.of(), URANUS, SERVERS, "20161120-170000", restarting(application, NONE), mercury.reach(), seen, wanting::apply);
    }

    private static ApplicationRestart restarting(Application application, ApplicationPages pages) {
        return new ApplicationRestart("mercury", application, pages, false, ApplicationRestart.Patience.USUAL);
    }

    private FilesLeg withVariables(Restart restart, String path, String text) {
        mercury.files.put(path, text);
        Application application = application(restart, path);
        return new FilesLeg("mercury", application, Set.of(), URANUS, SERVERS, "20161120-170000", restarting(application, NONE), mercury.reach(), seen, wanting::apply);
    }

    private static Application application(Restart restart, String variables) {
        return new Application("/var/www/secondhand/current", List.of(FIRST), "production", restart, restart == Restart.SERVICE ? "puma" : null, variables);
    }

    @Test
    void leadsTheVariableThatWinsOverTheFile() {
        FilesLeg leg = withVariables(Restart.PASSENGER, "/etc/apache2/sites-available/shop.conf", "SetEnv DATABASE_URL mysql2://a:b@mercury/shop\n");
        assertThat(leg.look()).isInstanceOfSatisfying(Leg.Standing.Elsewhere.class, elsewhere ->
                assertThat(elsewhere.change()).contains("-DATABASE_URL …mercury…\n+DATABASE_URL …192.168.178.66…").doesNotContain("a:b"));

        leg.move(mercury.journal());

        assertThat(mercury.files).containsEntry("/etc/apache2/sites-available/shop.conf", "SetEnv DATABASE_URL mysql2://a:b@192.168.178.66/shop\n")
                .containsEntry(FIRST, NEW);
        assertThat(mercury.restarts).as("Apache hands on what its file says").containsExactly("apache2ctl graceful");
        assertThat(leg.look()).isInstanceOf(Leg.Standing.There.class);
    }

    @Test
    void changesNoVariableThatItDoesntUnderstand() {
        FilesLeg leg = withVariables(Restart.PASSENGER, "/etc/default/shop", "DATABASE_URL=mysql2://$WHO@mercury/shop\n");

        assertThat(leg.look()).isInstanceOfSatisfying(Leg.Standing.Stuck.class, stuck -> assertThat(stuck.finding().code()).isEqualTo("VariableUnusual"));
        assertThatThrownBy(() -> leg.prepare(mercury.journal())).isInstanceOf(Problem.class);
    }

    /** The danger: whoever owns database.yml lets root write into root's file, and everybody read it. */
    @Test
    void touchesAndShowsNoVariableThatIsNoServer() {
        String path = "/etc/apache2/envvars";
        String text = "export APACHE_RUN_USER=www-data\nexport SMTP_PASSWORD=hunter2\nexport STARTSERVERS=5\n";
        for (String yml : List.of("host: <%= ENV['APACHE_RUN_USER'] %>", "host: <%= ENV['SMTP_PASSWORD'] %>", "url: <%= ENV['SMTP_PASSWORD'] %>",
                "host: mercury\n  port: <%= ENV['STARTSERVERS'] %>")) {
            mercury.files.put(FIRST, "production:\n  " + yml + "\n  username: <%= ENV['SMTP_PASSWORD'] %>\n");
            wanting = user -> List.of(Finding.blocker("ApplicationAccountMissing", "uranus", "There is no account " + user + ".", "Make it."));
            FilesLeg leg = withVariables(Restart.PASSENGER, path, text);

            assertThat(leg.look()).as(yml).isInstanceOfSatisfying(Leg.Standing.Stuck.class, stuck -> {
                assertThat(stuck.finding().code()).isEqualTo("VariableUnusual");
                assertThat(stuck.toString()).doesNotContain("hunter2");
            });
            assertThat(leg.foresee()).isEmpty();
            assertThat(seen.of("mercury", application(Restart.PASSENGER, path), URANUS).orElse("")).doesNotContain("hunter2");
            assertThatThrownBy(() -> leg.move(mercury.journal())).isInstanceOf(Problem.class);
            assertThat(mercury.files).containsEntry(path, text);
        }
    }

    @Test
    void changesNoFileThatNoRestartTakesUpOrBesideWhichACopyCounts() {
        for (String path : List.of("/etc/environment", "/etc/profile.d/shop.sh", "/etc/nginx/sites-enabled/shop")) {
            assertThat(withVariables(Restart.PASSENGER, path, "DATABASE_URL=mysql2://a:b@mercury/shop\n").look()).as(path)
                    .isInstanceOfSatisfying(Leg.Standing.Stuck.class, stuck -> assertThat(stuck.finding().code()).startsWith("Variables"));
        }
    }

    /** The danger: everything is green, and the application goes on with the old server until somebody buys. */
    @Test
    void changesNoFileOfWhichItIsntKnownThatTheRestartTakesItUp() {
        mercury.processes = "2 0";
        for (Restart restart : List.of(Restart.PASSENGER, Restart.RESTART_FILE, Restart.SERVICE)) {
            assertThat(withVariables(restart, "/etc/default/secondhand", "DATABASE_URL=mysql2://a:b@mercury/shop\n").look()).as(restart.name())
                    .isInstanceOfSatisfying(Leg.Standing.Stuck.class, stuck -> assertThat(stuck.finding().code()).isEqualTo("VariablesNotTakenUp"));
            assertThat(withVariables(restart, "/var/www/secondhand/shared/.env", "DATABASE_URL=mysql2://a:b@mercury/shop\n").look()).as(restart.name())
                    .isInstanceOf(Leg.Standing.Elsewhere.class);
        }
        assertThat(withVariables(Restart.SERVICE, "/etc/apache2/envvars", "DATABASE_URL=mysql2://a:b@mercury/shop\n").look()).isInstanceOf(Leg.Standing.Stuck.class);
    }

    @Test
    void changesTheFileThatItsServiceNames() {
        mercury.processes = "2 0";
        mercury.named.add("/etc/default/secondhand");

        assertThat(withVariables(Restart.SERVICE, "/etc/default/secondhand", "DATABASE_URL=mysql2://a:b@mercury/shop\n").look())
                .isInstanceOf(Leg.Standing.Elsewhere.class);
    }

    @Test
    void takesNoFileForUnreadThatSetsNothingOfTheDatabase() {
        bothPointed();

        assertThat(withVariables(Restart.PASSENGER, "/etc/environment", "LANG=C\n").look()).isInstanceOf(Leg.Standing.There.class);
    }

    private void bothPointed() {
        mercury.files.replaceAll((path, text) -> NEW);
    }

    @Test
    void isThereOnceTheFilesNameTheServerAndTheProcessesAreNew() {
        bothPointed();
        mercury.processes = "2 0";

        assertThat(leg(Restart.SERVICE, "puma").look()).isEqualTo(new Leg.Standing.There("the application on mercury uses " + URANUS));
    }

    @Test
    void showsWhatWouldChangeWithoutThePassword() {
        mercury.files.put(FIRST, "production:\n  password: pa55\n  host: mercury.example # was pa55\n");

        assertThat(leg(Restart.PASSENGER, null).look()).isInstanceOfSatisfying(Leg.Standing.Elsewhere.class, elsewhere -> {
            assertThat(elsewhere.evidence()).isEqualTo(FIRST + " and " + SECOND + " on mercury don't name " + URANUS + " yet");
            assertThat(elsewhere.change()).isEqualTo("@@ -3 +3 @@ " + FIRST + "\n-  host: mercury.example …\n+  host: 192.168.178.66 …\n"
                    + "@@ -2 +2 @@ " + SECOND + "\n-  host: mercury.example\n+  host: 192.168.178.66");
        });
    }

    @Test
    void plansWithTheChangeThatWasSeenAndAsksNobody() {
        assertThat(RoutePlan.of(List.of(leg(Restart.PASSENGER, null))).diff()).isNull();

        leg(Restart.PASSENGER, null).foresee();

        ApplicationHost silent = new ApplicationHost();
        Application application = new Application("/var/www/secondhand/current", List.of(FIRST, SECOND), "production", Restart.PASSENGER, null, null);
        Plan plan = RoutePlan.of(List.of(new FilesLeg("mercury", application, Set.of(), URANUS, SERVERS, "x",
                restarting(application, NONE), silent.reach(), seen, user -> List.of())));
        assertThat(plan.diff()).isNotNull();
        assertThat(plan.diff().unified()).contains("-  host: mercury.example\n+  host: 192.168.178.66");

        leg(Restart.PASSENGER, null).move(mercury.journal());
        assertThat(RoutePlan.of(List.of(leg(Restart.PASSENGER, null))).diff()).isNull();
    }

    @Test
    void refusesBeforehandWhereTheNewServerWouldNotLetItIn() {
        mercury.files.put(FIRST, "production:\n  username: shop\n  host: mercury.example\n");
        wanting = user -> List.of(Finding.blocker("ApplicationAccountMissing", "uranus", "There is no account " + user + ".", "Make it."));

        assertThatThrownBy(() -> leg(Restart.PASSENGER, null).prepare(mercury.journal())).isInstanceOf(Problem.class)
                .hasMessage("There is no account shop.");
        assertThat(leg(Restart.PASSENGER, null).foresee()).extracting(Finding::code).containsExactly("ApplicationAccountMissing");
    }

    @Test
    void saysWhatIsOnlyDoubtfulThereAndGoesOn() {
        mercury.files.put(FIRST, "production:\n  username: shop\n  host: mercury.example\n");
        wanting = user -> List.of(Finding.warning("ApplicationAccountDiffers", "uranus", "Its password can't be compared.", "Look."));

        leg(Restart.PASSENGER, null).prepare(mercury.journal());

        assertThat(mercury.said).contains("Its password can't be compared. Look.");
    }

    @Test
    void isElsewhereWhileTheServiceIsDown() {
        bothPointed();
        mercury.processes = "0 0";

        assertThat(leg(Restart.SERVICE, "puma").look()).isInstanceOfSatisfying(Leg.Standing.Elsewhere.class,
                elsewhere -> assertThat(elsewhere.evidence()).startsWith("No process of the application"));
        assertThat(leg(Restart.PASSENGER, null).look()).isInstanceOf(Leg.Standing.There.class);
    }

    @Test
    void isElsewhereUntilSomebodyElseHasRestartedIt() {
        bothPointed();
        mercury.processes = "2 1";

        assertThat(leg(Restart.NONE, null).look()).isInstanceOf(Leg.Standing.Elsewhere.class);
    }

    @Test
    void doesntWaitForARestartThatSomebodyElseDoes() {
        mercury.processes = "2 2";

        leg(Restart.NONE, null).move(mercury.journal());

        assertThat(mercury.files).containsValues(NEW).doesNotContainValue(OLD);
        assertThat(mercury.said).anyMatch(line -> line.contains("as soon as it has been restarted"));
    }

    /** The danger: Passenger looks at its restart file when a request comes, and at night none does. */
    @Test
    void asksTheApplicationSoThatItSeesItsRestartFile() {
        LocalPages page = new LocalPages().with("/up", () -> {
            mercury.processes = "1 0";
            return 200;
        });
        mercury.processes = "1 1";
        mercury.line = page::line;
        Application application = new Application("/var/www/secondhand/current", List.of(FIRST), "production", Restart.RESTART_FILE, null, null);

        new FilesLeg("mercury", application, Set.of(), URANUS, SERVERS, "x",
                restarting(application, new ApplicationPages("http://localhost/up", null, new WritePages(Clock.systemUTC()))), mercury.reach(), seen, wanting::apply).move(mercury.journal());

        page.close();
        assertThat(mercury.processes).isEqualTo("1 0");
    }

    /** The danger: a shop that fails at its every page, under a readiness that is green because its files are right. */
    @Test
    void saysBeforehandThatTheApplicationIsUnwell() {
        AtomicInteger status = new AtomicInteger(200);
        LocalPages page = new LocalPages().with("/up", status::get);
        mercury.line = page::line;
        Application application = new Application("/var/www/secondhand/current", List.of(FIRST), "production", Restart.PASSENGER, null, null);
        FilesLeg leg = new FilesLeg("mercury", application, Set.of(), URANUS, SERVERS, "x",
                restarting(application, new ApplicationPages("http://localhost/up", null, new WritePages(Clock.systemUTC()))), mercury.reach(), seen, wanting::apply);

        assertThat(leg.unwell()).extracting(Finding::code).containsExactly("WriteUnproven");
        status.set(500);
        assertThat(RouteLook.at(leg).further()).extracting(Finding::code).containsExactly("ApplicationUnwell");
        page.close();
    }

    @Test
    void restartsForTheFileThatCouldBeChangedBeforeItSaysWhichCouldnt() {
        mercury.files.put(SECOND, "production:\n  host: <%= ENV['DATABASE_HOST'] %>\n");

        assertThatThrownBy(() -> leg(Restart.SERVICE, "puma").move(mercury.journal())).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.finding().code()).isEqualTo("ValueFromEnvironment"));

        assertThat(mercury.files).containsEntry(FIRST, NEW);
        assertThat(mercury.restarts).containsExactly("service puma restart");
    }
}
