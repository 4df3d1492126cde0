package understudy.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.lab.LabHostSpec;
import understudy.lab.LabImage;
import understudy.operation.Inspection;
import understudy.operation.Outcome;
import understudy.operation.Plan;
import understudy.operation.Undo;
import understudy.replication.Stage;

/** Options of real servers in use: written small, in effect, and taken back without a trace. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetServerOptionsLabTests {

    private static final String SNAPSHOT = "cat /etc/mysql/my.cnf /etc/mysql/*.d/*.cnf | sha256sum; ls -lL /etc/mysql/my.cnf | cut -d' ' -f1,3,4";

    private Stage stage;
    private SetServerOptions set;
    private RestartServer restart;

    @BeforeAll
    void start() {
        stage = new Stage(LabHostSpec.host("mercury"), LabHostSpec.host("uranus").image(LabImage.MYSQL97_PACKAGE),
                LabHostSpec.host("jupiter").image(LabImage.MYSQL97_SYSTEMD));
        set = new SetServerOptions(stage, Clock.systemUTC());
        restart = new RestartServer(stage, stage, Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "uranus", "jupiter"})
    @Order(1)
    void writesThemRestartsAndTakesThemBack(String host) {
        String before = stage.lab(host).exec(SNAPSHOT);
        ServerOptions wish = wish(host, "server_id", "77", "bind_address", "0.0.0.0", "log_bin", "ON", "gtid_mode", "ON",
                "read_only", "ON", "super_read_only", "ON", "report_host", "10.0.0.7");
        Plan plan = stage.runs(set, wish);

        assertThat(plan.warnings()).singleElement().asString().contains("restarted", "bind_address", "report_host")
                .doesNotContain("server_id");
        assertThat(plan.diff()).satisfies(diff -> assertThat(diff.unified()).contains("server-id", "77", "+report_host = 10.0.0.7"));
        assertThat(plan.sql()).containsExactlyInAnyOrder(
                "SET GLOBAL server_id = 77", "SET GLOBAL read_only = 'ON'", "SET GLOBAL super_read_only = 'ON'");
        stage.runs(restart, wish);
        assertThat(stage.lab(host).sql("SELECT @@server_id, @@bind_address, @@super_read_only, @@report_host"))
                .isEqualTo("77\t0.0.0.0\t1\t10.0.0.7");
        assertThat(set.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);
        assertThat(restart.inspect(wish)).isInstanceOf(Inspection.AlreadyDone.class);

        assertThat(set.undo(wish, plan, stage)).isInstanceOf(Undo.Undone.class);
        assertThat(set.undo(wish, plan, stage)).isInstanceOf(Undo.Undone.class);
        assertThat(stage.lab(host).exec(SNAPSHOT)).isEqualTo(before);
        assertThat(stage.lab(host).sql("SELECT @@server_id, @@super_read_only, @@read_only")).isEqualTo("1\t0\t0");
    }

    @Test
    @Order(2)
    void finishesAfterAnInterruptionAnywhere() {
        ServerOptions wish = wish("uranus", "server_id", "78", "binlog_expire_logs_seconds", "86400");
        Plan plan = set.plan(wish);
        // the file was written, the running values were not
        set.apply(wish, plan, stage);
        stage.lab("uranus").sql("SET GLOBAL server_id = 1");

        Plan again = stage.runs(set, wish);

        assertThat(again.diff()).isNull();
        assertThat(again.sql()).containsExactly("SET GLOBAL server_id = 78");
    }

    @Test
    @Order(3)
    void takesBackWhatWasKeptOnTheServer() {
        stage.lab("uranus").sql("SET PERSIST binlog_expire_logs_seconds = 1000");
        ServerOptions wish = wish("uranus", "binlog_expire_logs_seconds", "86400");

        Plan plan = stage.runs(set, wish);

        assertThat(plan.sql()).contains("RESET PERSIST IF EXISTS `binlog_expire_logs_seconds`");
        set.undo(wish, plan, stage);
        assertThat(stage.lab("uranus").sql("SELECT variable_value FROM performance_schema.persisted_variables"
                + " WHERE variable_name = 'binlog_expire_logs_seconds'")).isEqualTo("1000");
    }

    @Test
    @Order(4)
    void refusesToWriteOverWhatTheAdminWroteMeanwhile() {
        ServerOptions wish = wish("mercury", "server_id", "79");
        Plan plan = set.plan(wish);
        stage.lab("mercury").exec("sed -i 's/^#server-id .*/server-id = 5 # mine/' /etc/mysql/my.cnf");

        assertThat(set.apply(wish, plan, stage)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.finding().code()).isEqualTo("OptionFilesChangedMeanwhile"));
        Plan anew = stage.runs(set, wish);
        stage.lab("mercury").exec("sed -i 's/# mine/# mine, changed later/' /etc/mysql/my.cnf");
        assertThat(set.undo(wish, anew, stage)).isInstanceOf(Undo.Failed.class);
        assertThat(stage.lab("mercury").exec("grep mine /etc/mysql/my.cnf")).isEqualTo("server-id = 79 # mine, changed later");
    }

    @Test
    @Order(5)
    void writesNothingThatTheServerWouldNotStartWith() {
        stage.lab("mercury").exec("printf '[mysqld]\\nno_such_option = 1\\n' > /etc/mysql/conf.d/zz.cnf; cp /etc/mysql/my.cnf /tmp/before");
        ServerOptions wish = wish("mercury", "server_id", "80");

        assertThat(set.apply(wish, set.plan(wish), stage)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.finding().code()).isEqualTo("OptionsRefused");
            assertThat(failed.finding().message()).contains("no_such_option");
        });
        stage.lab("mercury").exec("cmp /etc/mysql/my.cnf /tmp/before; rm /etc/mysql/conf.d/zz.cnf");
        assertThat(stage.lab("mercury").exec("ls /etc/mysql | grep -c understudy-check || true")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mercury", "jupiter"})
    @Order(6)
    void comesBackWithTheOldFilesWhenTheServerDoesNotStart(String host) {
        String before = stage.lab(host).exec(SNAPSHOT);
        // nothing is wrong with it but that no interface has this address
        ServerOptions wish = wish(host, "bind_address", "203.0.113.7");
        stage.runs(set, wish);

        assertThat(restart.apply(wish, restart.plan(wish), stage)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.finding().code()).isEqualTo("ServerDidNotStart");
            assertThat(failed.finding().message()).contains("Bind on TCP/IP port");
            assertThat(failed.finding().hint()).contains("old option files are back");
        });
        assertThat(stage.lab(host).exec(SNAPSHOT)).isEqualTo(before);
        assertThat(stage.lab(host).sql("SELECT @@bind_address")).isNotEqualTo("203.0.113.7");
    }

    @Test
    @Order(7)
    void startsAServerThatAnInterruptedRestartLeftStopped() {
        ServerOptions wish = wish("uranus", "server_id", "78");
        stage.lab("uranus").exec("service mysql stop");
        stage.runs(restart, wish);
        assertThat(stage.lab("uranus").serverAnswers()).isTrue();
    }

    private static ServerOptions wish(String host, String... pairs) {
        Map<String, String> values = new java.util.TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new ServerOptions(host, values);
    }
}
