package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;

/**
 * Quotes, spaces, dollars, backticks and letters beyond ASCII in everything that a user names. The danger: a name that a shell
 * or a server takes for a command, or a database that is quietly left behind because of its name.
 */
@Tag("lab")
class OddNamesScenario {

    private static final String ODD = "o'dd, \"na`me\" $HOME ü; -- x";
    private static final String BOSS = "bo'ss `$x";
    private static final String BOSS_PASSWORD = "b'o\"s`s $HOME \\ €";
    private static final String SUDO_PASSWORD = "pa'ss \"wo`rd\" $HOME $(id) \\ ö";

    @Test
    void aPairWithOddNamesReplicatesAndIsSwitchedOver(@TempDir Path dir) throws Exception {
        try (Lab lab = Lab.start(odd("mercury"), odd("uranus"));
                PanelProcess panel = PanelProcess.start(dir.resolve("data"))) {
            PanelClient client = panel.client();
            oddData(lab.host("mercury"));
            String key = client.get("/api/v1/ssh-key").expecting(200).body().get("publicKey").asString();
            lab.host("mercury").authorise(key);
            add(client, lab.host("mercury"));
            enrol(client, lab.host("mercury"), Map.of());
            // nothing is prepared on uranus: the key comes with the login's password, the account by an administrator
            add(client, lab.host("uranus"));
            client.post("/api/v1/hosts/uranus/panel-key", Map.of("password", SUDO_PASSWORD)).expecting(204);
            enrol(client, lab.host("uranus"), Map.of("adminUser", BOSS, "adminPassword", BOSS_PASSWORD));
            client.post("/api/v1/clusters", Map.of("name", "odd", "databases", List.of(ODD), "source", "mercury",
                    "replicas", List.of("uranus"))).expecting(201);
            client.awaitSuccess(client.start("odd", Map.of("kind", "SETUP_REPLICA", "host", "uranus")));
            client.awaitHealthy("odd");
            client.awaitSuccess(client.start("odd", Map.of("kind", "SWITCHOVER", "host", "uranus")));
            client.awaitHealthy("odd");
            LabHost uranus = lab.host("uranus");
            assertThat(uranus.sql("SELECT `w``hat'` FROM " + name(ODD) + "." + name("t`able '1' $x"))).isEqualTo("it's $5 ü");
            assertThat(uranus.sql("SELECT COUNT(*) FROM mysql.user WHERE host = 'localhost' AND user = "
                    + text("us'er $1"))).isEqualTo("1");
            uranus.sql("INSERT INTO " + name(ODD) + "." + name("t`able '1' $x") + " VALUES (2, 'after')");
            client.awaitSuccess(client.start("odd", Map.of("kind", "CHECK_DATA", "host", "mercury")));
        }
    }

    @Test
    void namesThatCanNeverWorkAreRefusedWithAReason(@TempDir Path dir) throws Exception {
        try (PanelProcess panel = PanelProcess.start(dir.resolve("data"))) {
            PanelClient client = panel.client();
            for (String bad : List.of("", " ", "a\nb", "x".repeat(300), "../etc", "a/b", "jörg", "o'dd", "$HOME", "-rf", "a;b")) {
                assertRefused(client.post("/api/v1/hosts",
                        Map.of("name", bad, "address", "127.0.0.1", "sshPort", 1, "sshUser", "deploy")), "host", bad);
                assertRefused(client.post("/api/v1/clusters", Map.of("name", bad, "databases", List.of("a"), "source", "b")),
                        "cluster", bad);
            }
            for (String bad : List.of("", "a b; id", "$(id)", "-oProxyCommand=id", "a\nb")) {
                assertRefused(client.post("/api/v1/hosts", Map.of("name", "a", "address", bad, "sshUser", "deploy")), "address", bad);
            }
            for (String bad : List.of("", "mysql", "x".repeat(65), "ends ", "\ud83d\ude00")) {
                assertRefused(client.post("/api/v1/clusters", Map.of("name", "a", "databases", List.of(bad), "source", "b")),
                        "database", bad);
            }
        }
    }

    private static void assertRefused(PanelClient.Answer answer, String kind, String bad) {
        assertThat(answer.status()).as("%s %s: %s", kind, bad, answer.text()).isEqualTo(400);
        assertThat(answer.body().get("code").asString()).isNotBlank();
        assertThat(answer.body().get("hint").asString()).isNotBlank();
    }

    private static LabHostSpec odd(String name) {
        return LabHostSpec.host(name).sudo(LabHostSpec.Sudo.PASSWORD);
    }

    private static void add(PanelClient client, LabHost host) {
        host.exec("chpasswd <<'PASSWORD'\ndeploy:" + SUDO_PASSWORD + "\nPASSWORD");
        host.sql("SET sql_log_bin = 0; CREATE USER " + text(BOSS) + "@'localhost' IDENTIFIED BY " + text(BOSS_PASSWORD)
                + "; GRANT ALL ON *.* TO " + text(BOSS) + "@'localhost' WITH GRANT OPTION");
        client.post("/api/v1/hosts", Map.of("name", host.name(), "address", host.address(),
                "sshPort", host.sshPort(), "sshUser", "deploy", "sudoPassword", SUDO_PASSWORD)).expecting(201);
        client.put("/api/v1/hosts/" + host.name() + "/host-key", Map.of("fingerprint", Pair.fingerprint(host))).expecting(200);
    }

    private static void enrol(PanelClient client, LabHost host, Map<String, String> admin) {
        client.awaitSuccess(client.post("/api/v1/hosts/" + host.name() + "/enrolment", admin).expecting(202)
                .body().get("id").asString());
    }

    private static void oddData(LabHost host) {
        String table = name(ODD) + "." + name("t`able '1' $x");
        host.sql("CREATE DATABASE " + name(ODD) + "; CREATE TABLE " + table
                + " (`i d` INT PRIMARY KEY, `w``hat'` VARCHAR(100)) CHARACTER SET utf8mb4;"
                + "INSERT INTO " + table + " VALUES (1, " + text("it's $5 ü") + ");"
                + "CREATE USER " + text("us'er $1") + "@'localhost' IDENTIFIED BY " + text("p'w \"$x` ü") + ";"
                + "GRANT ALL ON " + name(ODD) + ".* TO " + text("us'er $1") + "@'localhost'");
    }

    private static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
