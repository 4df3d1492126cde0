package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.Shopper;
import understudy.whole.Turnstile.Act;

/**
 * The panel is killed while every route is under way: the one file about to be replaced and the other shop not yet restarted, the address
 * taken and not given, the hook running; and then each of them a moment later. The danger: half a file, an address on two hosts or for good
 * on none, or a shop that nobody leads any more because the one who did is dead.
 */
@Tag("lab")
class KilledPanelRoutesScenario {

    private static final String REPLACED = "-fT*database.yml";
    private static final String RESTARTED = "restart-app*";
    private static final String GIVEN = "address*add*";
    private static final String ANNOUNCED = "-q*-U*";
    private static final String SWITCHED = "switch*";

    private static final String HOOK = """
            mkdir -p /opt/behind
            cat > /opt/behind/tell-the-gate <<'SCRIPT'
            #!/bin/sh
            [ "$1" != switch ] || echo "$4" >> /run/gate
            [ "$1" != look ] || [ "$(tail -n 1 /run/gate)" = "$4" ]
            SCRIPT
            chmod 755 /opt/behind/tell-the-gate""";

    private Pair pair;
    private String file;
    private String address;

    @Test
    void goesOnFromWhereverThePanelDiedAmongTheRoutes(@TempDir Path dir) throws Exception {
        try (Pair made = Shops.start(dir.resolve("data"))) {
            pair = made;
            file = pair.mercury.exec("cat " + LabApplication.DATABASE_YML);
            declareRoutes();
            try (Shopper shopper = Shopper.send(Duration.ofMillis(20), Shops.on(pair.mercury).url(), Shops.on(pair.uranus).url())) {
                shopper.awaitSales(50);
                for (Moment moment : Moment.values()) {
                    killedIn("switch-routes", moment, pair.mercury, pair.uranus);
                    shopper.awaitSales(20);
                    killedIn("finish-routes", moment, pair.uranus, pair.mercury);
                    shopper.awaitSales(20);
                }
                Shops.agrees(pair, shopper.stop(), List.of());
            }
            Aftermath.nothingLiesAbout(pair.mercury);
            Aftermath.nothingLiesAbout(pair.uranus);
        }
    }

    /** What is done on each of four ways at the moment of the death. */
    private enum Moment {

        /** The new file lies whole beside the old; the other shop isn't restarted; nobody has the address; the hook hasn't begun. */
        BEFORE(Act.HOLD, Act.SWALLOW, "ip", GIVEN, Act.HOLD),

        /** The file is replaced; the other shop restarts; the address is given, and no neighbour knows; the hook has done its work. */
        AFTER(Act.RUN_AND_HOLD, Act.RUN_AND_HOLD, "arping", ANNOUNCED, Act.RUN_AND_HOLD);

        private final Act atTheFile;
        private final Act atTheRestart;
        private final String withTheAddress;
        private final String ofTheAddress;
        private final Act atTheHook;

        Moment(Act atTheFile, Act atTheRestart, String withTheAddress, String ofTheAddress, Act atTheHook) {
            this.atTheFile = atTheFile;
            this.atTheRestart = atTheRestart;
            this.withTheAddress = withTheAddress;
            this.ofTheAddress = ofTheAddress;
            this.atTheHook = atTheHook;
        }
    }

    private void declareRoutes() {
        Shops.routeFiles(pair);
        address = Shops.routeAddress(pair);
        pair.uranus.exec(HOOK);
        Turnstile.before(pair.uranus, "tell-the-gate");
        Shops.route(pair, "gate", Map.of("kind", "HOOK", "program", "/usr/local/sbin/tell-the-gate", "host", "uranus"));
        Shops.lead(pair);
    }

    /** In the last step the routes are under way only when they didn't follow at once. */
    private void killedIn(String step, Moment moment, LabHost from, LabHost to) throws Exception {
        boolean late = step.equals("finish-routes");
        pair.client.awaitHealthy(Pair.CLUSTER);
        pair.client.awaitPossible(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", to.name()));
        List<Turnstile> all = List.of(
                held(from, "mv", REPLACED, moment.atTheFile, late), held(to, "passenger-config", RESTARTED, moment.atTheRestart, late),
                theAddressHeld(to, moment, late), held(pair.uranus, "tell-the-gate", SWITCHED, moment.atTheHook, late));
        String operation = pair.client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", to.name()));
        all.forEach(Turnstile::awaitHeld);

        assertThat(running(operation)).isEqualTo(step);
        theStandingAt(moment, from, to);
        pair.panel.kill();
        theStandingAt(moment, from, to);
        pair.panel.startAgain();
        pair.client.awaitSuccess(operation);

        all.forEach(Turnstile::open);
        everybodyFollowed(to);
    }

    private static Turnstile held(LabHost host, String command, String arguments, Act act, boolean late) {
        Turnstile turnstile = Turnstile.before(host, command);
        if (late) {
            turnstile.next(Act.FAIL, arguments);
        }
        turnstile.next(act, arguments);
        return turnstile;
    }

    /** Giving the address comes first; where that fails, nobody announces it. */
    private static Turnstile theAddressHeld(LabHost host, Moment moment, boolean late) {
        Turnstile giving = Turnstile.before(host, "ip");
        if (late) {
            giving.next(Act.FAIL, GIVEN);
        }
        Turnstile held = moment.withTheAddress.equals("ip") ? giving : Turnstile.before(host, moment.withTheAddress);
        held.next(Act.HOLD, moment.ofTheAddress);
        return held;
    }

    private String running(String operation) {
        for (JsonNode step : pair.client.operation(operation).get("steps")) {
            if (step.get("state").asString().equals("RUNNING")) {
                return step.get("name").asString();
            }
        }
        return "";
    }

    private void theStandingAt(Moment moment, LabHost from, LabHost to) {
        LabHost named = moment == Moment.BEFORE ? from : to;
        assertThat(from.exec("cat " + LabApplication.DATABASE_YML)).isEqualTo(Shops.naming(named, file));
        assertThat(to.exec("cat " + LabApplication.DATABASE_YML)).isEqualTo(Shops.naming(to, file));
        assertThat(Shops.holders(pair, address)).isEqualTo(moment == Moment.BEFORE ? List.of() : List.of(to.name()));
    }

    private void everybodyFollowed(LabHost to) {
        Shops.bothUse(pair, to.name());
        for (LabHost host : List.of(pair.mercury, pair.uranus)) {
            Shops.fileNames(host, to, file);
        }
        assertThat(Shops.holders(pair, address)).containsExactly(to.name());
        assertThat(pair.uranus.exec("tail -n 1 /run/gate")).isEqualTo(to.name());
        assertThat(Shops.source(pair)).isEqualTo(to.name());
    }
}
