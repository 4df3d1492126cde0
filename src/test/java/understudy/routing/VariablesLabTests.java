package understudy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import understudy.lab.LabApplication;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.replication.Stage;

/** A real application behind Apache and Passenger that is told by DATABASE_URL. The danger: the files say one thing, and it does another. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VariablesLabTests {

    private static final String URL = "mysql2://secondhand:a%%20bazaar%%27s%%20secret@%s/secondhand_production";
    private static final String SITE = "/etc/apache2/sites-available/secondhand.conf";
    private static final String ENVVARS = "/etc/apache2/envvars";

    private Stage stage;
    private LabHost mercury;

    @BeforeAll
    void start() {
        stage = new Stage(LabHostSpec.host("mercury").withApplication(), LabHostSpec.host("uranus"));
        mercury = stage.lab("mercury");
        for (String name : List.of("mercury", "uranus")) {
            stage.lab(name).fill(1);
            stage.lab(name).exec("/opt/lab/open-shop");
            stage.lab(name).listenEverywhere();
        }
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void leadsAnApplicationThatApacheTells() {
        mercury.exec("sed -i 's|DocumentRoot.*|&\\n  SetEnv DATABASE_URL \"" + URL.formatted(address("mercury")) + "\"|' " + SITE);
        mercury.exec("apache2ctl graceful");

        follows(SITE);

        mercury.exec("sed -i '/SetEnv/d' " + SITE + "; rm -f " + SITE + ".understudy-*; apache2ctl graceful");
    }

    @Test
    void leadsAnApplicationThatInheritsItsEnvironment() {
        mercury.exec("echo \"export DATABASE_URL='" + URL.formatted(address("mercury")) + "'\" >> " + ENVVARS);
        mercury.exec("service apache2 restart");

        follows(ENVVARS);

        mercury.exec("sed -i '/DATABASE_URL/d' " + ENVVARS + "; rm -f " + ENVVARS + ".understudy-*; service apache2 restart");
    }

    private void follows(String variables) {
        Application found = ApplicationLook.at(stage.host("mercury")).orElseThrow();
        assertThat(found.variables()).isEqualTo(variables);
        String owner = mercury.exec("stat -c '%U %a' " + variables);
        LabApplication shop = LabApplication.on(mercury);
        assertThat(shop.server()).isEqualTo("mercury");

        leg(found, "uranus").prepare(stage);
        leg(found, "uranus").move(stage);

        assertThat(shop.server()).isEqualTo("uranus");
        assertThat(leg(found, "uranus").look()).isInstanceOf(Leg.Standing.There.class);
        assertThat(mercury.exec("stat -c '%U %a' " + variables)).isEqualTo(owner);
        leg(found, "mercury").move(stage);
        assertThat(shop.server()).isEqualTo("mercury");
        assertThat(stage.said.toString()).doesNotContain("bazaar");
    }

    private Leg leg(Application application, String to) {
        return new FilesLeg("mercury", application, Set.of("secondhand_production"), new SourceAddress(address(to), 3306),
                new Servers(Set.of(address("mercury"), address("uranus")), Set.of(3306)), "20161120-170000",
                new ApplicationRestart("mercury", application, new ApplicationPages("http://localhost/up", null, new WritePages(Clock.systemUTC())),
                false, ApplicationRestart.Patience.USUAL), stage, new SeenChanges(), user -> List.of());
    }

    private String address(String host) {
        return stage.get(host).replicationAddress();
    }
}
