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
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.rails.Servers;
import understudy.rails.SourceAddress;
import understudy.replication.Stage;

/**
 * An application that is a unit of a real systemd, as Puma mostly is. What runs in it is no Puma, only a program that is called ruby:
 * what counts is what systemd hands it, and when it begins anew. The danger: a changed file that nobody has read.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceLabTests {

    private static final String UNIT = "puma_secondhand_production";
    private static final String ROOT = "/var/www/secondhand/current";
    private static final String SHARED = "/var/www/secondhand/shared/config/database.yml";
    private static final String VARIABLES = "/etc/default/secondhand";
    private static final String MADE = """
            install -d /opt/ruby/bin && cp /bin/sleep /opt/ruby/bin/ruby
            install -d -o deploy -g deploy /var/www/secondhand{,/shared,/shared/config,/releases,/releases/1,/releases/1/config}
            ln -sfn /var/www/secondhand/releases/1 %1$s && ln -sfn %2$s %1$s/config/database.yml
            printf 'production:\\n  adapter: mysql2\\n  host: %5$s # the source\\n  database: secondhand_production\\n  username: secondhand\\n' > %2$s
            chown -h deploy:deploy %1$s %1$s/config/database.yml %2$s && chmod 640 %2$s
            install -m 600 /dev/null %3$s
            cat > /etc/systemd/system/%4$s.service <<'UNIT'
            [Service]
            User=deploy
            WorkingDirectory=%1$s
            EnvironmentFile=-%3$s
            ExecStart=/opt/ruby/bin/ruby 86400
            Restart=always
            UNIT
            systemctl daemon-reload && systemctl start %4$s""";

    private Stage stage;
    private LabHost mercury;

    @BeforeAll
    void start() {
        stage = new Stage(LabHostSpec.host("mercury").image(LabImage.MYSQL97_SYSTEMD).seesProcesses(), LabHostSpec.host("uranus"));
        mercury = stage.lab("mercury");
        for (String name : List.of("mercury", "uranus")) {
            stage.lab(name).listenEverywhere();
        }
        mercury.exec(MADE.formatted(ROOT, SHARED, VARIABLES, UNIT, address("mercury")));
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void leadsAServiceThatIsToldByItsEnvironmentFile() {
        mercury.exec("echo 'DATABASE_URL=mysql2://secondhand:a%20secret@" + address("mercury") + "/secondhand_production' >> " + VARIABLES
                + " && systemctl restart " + UNIT);
        Application found = found();
        assertThat(found.variables()).isEqualTo(VARIABLES);
        String told = told();
        assertThat(told).contains("@" + address("mercury") + "/");

        leg(found, "uranus").prepare(stage);
        leg(found, "uranus").move(stage);

        assertThat(told()).isEqualTo(told.replace(address("mercury"), address("uranus")));
        assertThat(leg(found, "uranus").look()).isInstanceOf(Leg.Standing.There.class);
        assertThat(mercury.exec("stat -c '%U %a' " + VARIABLES)).isEqualTo("root 600");
        leg(found, "mercury").move(stage);
        assertThat(told()).isEqualTo(told);
        mercury.exec(": > " + VARIABLES + "; rm -f " + VARIABLES + ".understudy-*; systemctl restart " + UNIT);
    }

    @Test
    void restartsAServiceWhoseFileHasChangedOnceAndSeesThatItRuns() {
        Application found = found();
        assertThat(found.variables()).isNull();
        String before = process();

        leg(found, "uranus").move(stage);
        String after = process();
        leg(found, "uranus").move(stage);

        assertThat(mercury.exec("cat " + SHARED)).contains("  host: " + address("uranus") + " # the source\n");
        assertThat(mercury.exec("stat -c '%U %a' " + SHARED)).isEqualTo("deploy 640");
        assertThat(after).as("it was begun anew").isNotEqualTo(before);
        assertThat(process()).as("what leads there already is left alone").isEqualTo(after);
        mercury.exec("systemctl stop " + UNIT);
        assertThat(leg(found, "uranus").look()).isInstanceOfSatisfying(Leg.Standing.Elsewhere.class,
                down -> assertThat(down.evidence()).contains("No process of the application works"));
        leg(found, "mercury").move(stage);
        assertThat(leg(found, "mercury").look()).isInstanceOf(Leg.Standing.There.class);
    }

    private Application found() {
        Application found = ApplicationLook.at(stage.host("mercury")).orElseThrow();
        assertThat(found.root()).isEqualTo(ROOT);
        assertThat(found.databaseYml()).containsExactly(SHARED);
        assertThat(found.restart()).isEqualTo(Application.Restart.SERVICE);
        assertThat(found.service()).isEqualTo(UNIT);
        return found;
    }

    private String process() {
        return mercury.exec("systemctl show -p MainPID --value " + UNIT);
    }

    /** What systemd gave to the process that runs now. */
    private String told() {
        return mercury.exec("tr '\\0' '\\n' < /proc/" + process() + "/environ | sed -n 's/^DATABASE_URL=//p'");
    }

    private Leg leg(Application application, String to) {
        return new FilesLeg("mercury", application, Set.of("secondhand_production"), new SourceAddress(address(to), 3306),
                new Servers(Set.of(address("mercury"), address("uranus")), Set.of(3306)), "20161120-170000",
                new ApplicationRestart("mercury", application, new ApplicationPages(null, null, new WritePages(Clock.systemUTC())),
                        false, ApplicationRestart.Patience.USUAL), stage, new SeenChanges(), user -> List.of());
    }

    private String address(String host) {
        return stage.get(host).replicationAddress();
    }
}
