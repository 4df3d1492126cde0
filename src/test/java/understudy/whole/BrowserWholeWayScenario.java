package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.LabHost;
import understudy.lab.Ledger;
import understudy.lab.Till;

/**
 * The whole way by the pages alone, as an admin goes it who has never seen the panel: two bare hosts that don't know its key become
 * a pair that is promoted and promoted back while a till sells. The danger: a page that leads into a corner, shows what isn't so,
 * or can't be read by everyone; and a sale that is lost.
 */
@Tag("lab")
@Tag("browser")
class BrowserWholeWayScenario {

    /** Where the property names a file, the cluster page of real servers is photographed for the README. */
    private static final String README_PICTURE = "understudy.shots.readme";

    @Test
    void anAdminMakesAPairAndPromotesItBothWaysByThePages(@TempDir Path dir) throws Exception {
        try (Pair pair = Pair.bare(dir.resolve("data"), 20);
                Till till = pair.openTill(Duration.ofMillis(10));
                Screen screen = new Screen(pair.panel)) {
            till.awaitSales(50);
            signIn(screen);
            addHost(screen, pair.mercury);
            addHost(screen, pair.uranus);
            makeCluster(screen);
            walkThrough(screen);
            seeTheCluster(screen, "mercury takes the writes");
            checkEveryPage(screen);
            till.awaitSales(50);
            promote(screen, "uranus");
            till.awaitSales(50);
            promote(screen, "mercury");
            till.awaitSales(50);
            seeTheStory(screen);
            screen.press("Sign out admin");
            assertThat(screen.path()).isEqualTo("/sign-in");
            proveTheLedger(pair, till.stop());
            assertThat(screen.faults()).isEmpty();
        }
    }

    private static void signIn(Screen screen) {
        screen.open("/");
        screen.look("sign-in");
        screen.type("Name", "admin");
        screen.type("Password", "not the one");
        screen.press("Sign in");
        screen.reads("That name and password don't fit.");
        screen.look("sign-in-refused");
        screen.type("Name", "admin");
        screen.type("Password", PanelProcess.ADMIN_PASSWORD);
        screen.press("Sign in");
        screen.reads("Nobody knows the part yet");
        screen.look("clusters-empty");
        screen.open("/operations");
        screen.look("operations-empty");
    }

    private static void addHost(Screen screen, LabHost host) {
        screen.open("/hosts");
        screen.look("hosts-before-" + host.name());
        screen.open("/new/host");
        screen.look("new-host");
        screen.type("Name", host.name());
        screen.type("Address", host.address());
        screen.type("Login user", "deploy");
        screen.type("SSH port", Integer.toString(host.sshPort()));
        screen.press("Read its key");
        screen.reads("Is this " + host.name() + "?");
        assertThat(screen.find("code.u-fingerprint").textContent()).isEqualTo(Pair.fingerprint(host));
        screen.look("compare-key");
        screen.press("It is the same: accept it");
        screen.unfold("Or let the panel do it");
        screen.type("Password of deploy", "deploy");
        screen.look("our-key");
        screen.press("Install the key");
        screen.reads("The panel's key is installed.");
        screen.look("key-installed");
        screen.press("The key is installed: look around");
        screen.reads("The panel knows " + host.name() + " now.");
        screen.look("enrolled");
        screen.follow("See what is there");
        screen.reads("9.7");
        screen.look("host-" + host.name());
    }

    private static void makeCluster(Screen screen) {
        screen.open("/clusters");
        screen.reads("No cluster yet");
        screen.look("clusters-none");
        screen.follow("Make a cluster");
        screen.look("new-cluster-source");
        screen.find("input[name=source][value=mercury]").check();
        screen.press("Go on");
        screen.type("Name", Pair.CLUSTER);
        screen.find("input[name=databases][value=" + Pair.DATABASE + "]").check();
        screen.find("input[name=replicas][value=uranus]").check();
        screen.look("new-cluster");
        screen.press("Make the cluster");
        screen.reads("What will run");
        screen.look("set-up-plan");
        screen.find("details").all().forEach(step -> step.locator("summary").click());
        screen.look("set-up-plan-unfolded");
        screen.open("/clusters/" + Pair.CLUSTER);
        screen.look("cluster-before");
    }

    /** The first steps one by one, as somebody does who doesn't trust the panel yet; then all the rest. */
    private static void walkThrough(Screen screen) {
        screen.open("/clusters/" + Pair.CLUSTER + "/setup?host=uranus");
        screen.press("Start the walk-through");
        for (int step = 1; step <= 4; step++) {
            screen.reads("waits for you");
            screen.look("walk-through-" + step);
            int before = done(screen);
            screen.find("section form[action$=continue] button").click();
            awaitMoreDone(screen, before);
        }
        screen.reads("waits for you");
        screen.press("Run all the rest");
        screen.look("walk-through-runs");
        org.awaitility.Awaitility.await("the set-up's end").atMost(Duration.ofMinutes(5))
                .until(() -> !List.of("running", "about to start", "waits for you").contains(state(screen)));
        screen.look("walk-through-done");
        assertThat(state(screen)).as(screen.find("main").innerText()).isEqualTo("done");
        for (int step : List.of(1, 2, 8, 11, 12)) {
            screen.open(screen.path() + "?step=" + step);
            screen.look("step-" + step);
        }
    }

    private static String state(Screen screen) {
        return screen.find(".u-lead .u-pill").first().textContent().strip();
    }

    private static int done(Screen screen) {
        return screen.find(".u-step.done").count();
    }

    private static void awaitMoreDone(Screen screen, int before) {
        org.awaitility.Awaitility.await("the next step").atMost(Duration.ofMinutes(1))
                .until(() -> done(screen) > before && "waits for you".equals(state(screen)));
    }

    private static void seeTheCluster(Screen screen, String sentence) {
        screen.open("/clusters/" + Pair.CLUSTER);
        screen.reads("Healthy");
        screen.reads(sentence);
        screen.find("a:has-text(\"Promote \")").first().waitFor();
    }

    private static void checkEveryPage(Screen screen) {
        screen.look("cluster");
        for (String path : List.of("/clusters", "/clusters/secondhand/policy", "/clusters/secondhand/removal",
                "/clusters/secondhand/setup", "/clusters/secondhand/promotion?candidate=uranus", "/hosts", "/hosts/mercury",
                "/hosts/uranus", "/hosts/uranus/key", "/hosts/uranus/enrolment", "/hosts/uranus/removal", "/new/cluster",
                "/operations", "/settings", "/settings/tokens", "/settings/audit")) {
            screen.open(path);
            screen.look(path.substring(1).replaceAll("[^a-z0-9]+", "-"));
        }
    }

    private static void promote(Screen screen, String candidate) {
        seeTheCluster(screen, "takes the writes");
        screen.follow("Promote " + candidate + " …");
        screen.look("promote-" + candidate);
        screen.press("Promote " + candidate);
        screen.reads(candidate + " is the source now", 90);
        assertThat(screen.find(".u-outage").textContent()).containsPattern("[0-9] ?(ms|s)");
        screen.reads("none");
        screen.look("promoted-" + candidate);
        seeTheCluster(screen, candidate + " takes the writes");
    }

    private static void seeTheStory(Screen screen) {
        screen.reads("Promoted mercury");
        screen.find(".u-chart canvas").first().waitFor();
        screen.look("cluster-after");
        String picture = System.getProperty(README_PICTURE);
        if (picture != null) {
            screen.photographFor(Path.of(picture));
        }
        screen.open("/operations");
        screen.look("operations-after");
        screen.open("/settings/audit");
        screen.look("audit-after");
    }

    private static void proveTheLedger(Pair pair, Ledger ledger) throws Exception {
        pair.client.awaitSuccess(pair.client.start(Pair.CLUSTER, java.util.Map.of("kind", "CHECK_DATA", "host", "uranus")));
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Ledger.Comparison comparison = Pair.compare(ledger, host);
            assertThat(comparison.agrees()).as("%s: %s", host.name(), comparison).isTrue();
            assertThat(comparison.acknowledged()).isGreaterThan(200);
        }
    }
}
