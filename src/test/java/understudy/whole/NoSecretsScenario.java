package understudy.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.access.StoredSecrets;
import understudy.lab.Lab;
import understudy.lab.LabHost;
import understudy.lab.LabHostSpec;

/**
 * The whole way with every kind of secret in play, given rightly and wrongly, while all processes of both hosts are looked at. The
 * danger: a password that somebody else on the host, or whoever reads a log, a page or a backup of the store, finds in clear.
 */
@Tag("lab")
class NoSecretsScenario {

    private static final String SUDO_PASSWORD = "Sudo7Secret0fMercury";
    private static final String WRONG_SUDO = "Sudo7Mistyped0fMercury";
    private static final String SSH_PASSWORD = "Ssh7Secret0fUranus";
    private static final String WRONG_SSH = "Ssh7Mistyped0fUranus";
    private static final String BOSS_PASSWORD = "Boss7Secret0fUranus";
    private static final String WRONG_BOSS = "Boss7Mistyped0fUranus";
    private static final String APPLICATION_PASSWORD = "Till7Secret0fTheApplication";
    private static final String WRONG_SIGN_IN = "Admin7Mistyped0fThePanel";
    private static final String WRONG_TOKEN = "us_Token7Mistyped0fThePanel";
    private static final String PLANTED = "Planted7Secret0fTheTest";
    private static final String LOGGED = "general_log=ON\ngeneral_log_file=/var/lib/mysql/general.log";

    private final Places places = new Places();

    @Test
    void noSecretStandsAnywhereInClear(@TempDir Path dir) throws Exception {
        try (Lab lab = Lab.start(LabHostSpec.host("mercury").sudo(LabHostSpec.Sudo.PASSWORD).serverConfig(LOGGED),
                LabHostSpec.host("uranus").serverConfig(LOGGED)); PanelProcess panel = PanelProcess.start(dir.resolve("data"))) {
            List<LabHost> hosts = List.of(lab.host("mercury"), lab.host("uranus"));
            prepare(lab);
            List<ProcessList> processes = hosts.stream().map(ProcessList::watch).toList();
            hosts.forEach(NoSecretsScenario::plant);
            try (EventEars ears = goTheWholeWay(lab, panel)) {
                places.add("events", "\"mercury\"", ears.heard());
            }
            for (int i = 0; i < hosts.size(); i++) {
                places.add("processes of " + hosts.get(i).name(), "sudo", processes.get(i).seen());
                lookAround(hosts.get(i));
            }
            lookIntoThePanel(panel);
            Map<String, String> secrets = secrets(panel, hosts);
            assertThat(places.leaks(secrets)).isEmpty();
            assertPlantedIsFound();
        }
    }

    private void assertPlantedIsFound() {
        assertThat(places.leaks(Map.of("planted", PLANTED))).extracting(leak -> leak.substring(0, leak.indexOf(':')))
                .contains("processes of mercury", "processes of uranus", "files of mercury", "files of uranus",
                        "binary log of mercury", "general log of mercury", "general log of uranus", "audit", "store");
    }

    private static void prepare(Lab lab) {
        lab.host("mercury").fill(1);
        lab.host("mercury").exec("chpasswd <<< 'deploy:" + SUDO_PASSWORD + "'");
        lab.host("mercury").sql("CREATE USER till@'%' IDENTIFIED BY '" + APPLICATION_PASSWORD
                + "'; GRANT ALL ON secondhand_production.* TO till@'%'");
        lab.host("uranus").exec("chpasswd <<< 'deploy:" + SSH_PASSWORD + "'");
        lab.host("uranus").sql("SET sql_log_bin = 0; CREATE USER boss@localhost IDENTIFIED BY '" + BOSS_PASSWORD
                + "'; GRANT ALL ON *.* TO boss@localhost WITH GRANT OPTION");
    }

    /** What a careless tool would leave, where the search must find it. */
    private static void plant(LabHost host) {
        host.exec("bash -c 'exec -a mysqldump\\ --password=" + PLANTED + " sleep 0.2'");
        host.exec("echo password=" + PLANTED + " > /tmp/forgotten.cnf; chmod 600 /tmp/forgotten.cnf");
        host.sql("SELECT '" + PLANTED + "'");
        if (host.name().equals("mercury")) {
            host.sql("CREATE TABLE secondhand_production.forgotten (id INT PRIMARY KEY) COMMENT '" + PLANTED + "'");
        }
    }

    private EventEars goTheWholeWay(Lab lab, PanelProcess panel) {
        PanelClient client = panel.client();
        failToSignIn(panel);
        client.post("/api/v1/clusters", Map.of("name", PLANTED, "databases", List.of(), "source", "nobody")).expecting(400);
        letMercuryIn(client, lab.host("mercury"));
        letUranusIn(client, lab.host("uranus"));
        client.post("/api/v1/clusters", Map.of("name", Pair.CLUSTER, "databases", List.of(Pair.DATABASE), "source", "mercury",
                "replicas", List.of("uranus"))).expecting(201);
        EventEars ears = new EventEars(panel.uri("/api/v1/clusters/" + Pair.CLUSTER + "/events"), PanelProcess.TOKEN);
        setUp(client, "STREAM");
        promote(client, "uranus");
        promote(client, "mercury");
        client.awaitSuccess(client.start(Pair.CLUSTER, Map.of("kind", "DETACH", "host", "uranus")));
        setUp(client, "CLASSIC");
        client.awaitSuccess(client.start(Pair.CLUSTER, Map.of("kind", "CHECK_DATA", "host", "uranus")));
        return ears;
    }

    private static void failToSignIn(PanelProcess panel) {
        new PanelClient(panel, WRONG_TOKEN).get("/api/v1/hosts").expecting(401);
        assertThat(new PanelPages(panel).submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", WRONG_SIGN_IN)))
                .contains("fit").doesNotContain(WRONG_SIGN_IN);
    }

    /** The key is there already; sudo asks for a password, which is mistyped first. */
    private static void letMercuryIn(PanelClient client, LabHost host) {
        host.authorise(client.get("/api/v1/ssh-key").expecting(200).body().get("publicKey").asString());
        client.post("/api/v1/hosts", Map.of("name", "mercury", "address", host.address(), "sshPort", host.sshPort(),
                "sshUser", "deploy", "sudoPassword", WRONG_SUDO)).expecting(201);
        trust(client, host);
        assertThat(client.awaitEnd(enrol(client, host, Map.of())).get("state").asString()).isNotEqualTo("SUCCEEDED");
        client.patch("/api/v1/hosts/mercury", Map.of("sudoPassword", SUDO_PASSWORD)).expecting(200);
        client.awaitSuccess(enrol(client, host, Map.of()));
    }

    /** The key comes there with a one-time password, the panel's account by an administrator's. */
    private static void letUranusIn(PanelClient client, LabHost host) {
        client.post("/api/v1/hosts", Map.of("name", "uranus", "address", host.address(), "sshPort", host.sshPort(),
                "sshUser", "deploy")).expecting(201);
        trust(client, host);
        assertThat(client.post("/api/v1/hosts/uranus/panel-key", Map.of("password", WRONG_SSH)).status()).isEqualTo(422);
        client.post("/api/v1/hosts/uranus/panel-key", Map.of("password", SSH_PASSWORD)).expecting(204);
        String refused = enrol(client, host, Map.of("adminUser", "boss", "adminPassword", WRONG_BOSS));
        assertThat(client.awaitEnd(refused).get("state").asString()).isNotEqualTo("SUCCEEDED");
        client.awaitSuccess(enrol(client, host, Map.of("adminUser", "boss", "adminPassword", BOSS_PASSWORD)));
    }

    private static void trust(PanelClient client, LabHost host) {
        client.put("/api/v1/hosts/" + host.name() + "/host-key", Map.of("fingerprint", Pair.fingerprint(host))).expecting(200);
    }

    private static String enrol(PanelClient client, LabHost host, Map<String, String> admin) {
        return client.post("/api/v1/hosts/" + host.name() + "/enrolment", admin).expecting(202).body().get("id").asString();
    }

    private void setUp(PanelClient client, String copy) {
        Map<String, Object> wish = Map.of("kind", "SETUP_REPLICA", "host", "uranus", "confirm", "uranus",
                "options", Map.of("copy", copy, "recopy", copy.equals("CLASSIC")));
        Map<String, Object> dry = new LinkedHashMap<>(wish);
        dry.put("dryRun", true);
        places.add("rehearsal", "mercury", client.post("/api/v1/clusters/" + Pair.CLUSTER + "/operations", dry).expecting(200).text());
        client.awaitSuccess(client.start(Pair.CLUSTER, wish));
        client.awaitHealthy(Pair.CLUSTER);
    }

    private static void promote(PanelClient client, String candidate) {
        client.awaitSuccess(client.start(Pair.CLUSTER, Map.of("kind", "SWITCHOVER", "host", candidate)));
        client.awaitHealthy(Pair.CLUSTER);
    }

    private void lookAround(LabHost host) {
        places.add("files of " + host.name(), "forgotten.cnf", host.exec("find /tmp /var/tmp /root /home /etc/mysql /var/log /dev/shm"
                + " -type f -print -exec cat {} + | tr -d '\\000'"));
        assertThat(host.exec("find / -xdev -path /proc -prune -o -path '*tmp/*' -name '*understudy*' -print"))
                .as("left behind on %s", host.name()).isEmpty();
        places.add("binary log of " + host.name(), "GTID_NEXT",
                host.exec("mysqlbinlog -vv $(mysql -NBe 'SELECT @@log_bin_basename').[0-9]* | tr -d '\\000'"));
        places.add("general log of " + host.name(), "understudy", host.exec("tr -d '\\000' < /var/lib/mysql/general.log"));
    }

    private void lookIntoThePanel(PanelProcess panel) throws Exception {
        places.add("log", "mercury", panel.log());
        PanelClient client = panel.client();
        Map<String, Integer> operations = new LinkedHashMap<>();
        client.get("/api/v1/operations").expecting(200).body()
                .forEach(operation -> operations.put(operation.get("id").asString(), operation.get("steps").size()));
        assertThat(operations).hasSizeGreaterThanOrEqualTo(9);
        places.add("readiness", "uranus", client.get("/api/v1/clusters/secondhand/readiness").expecting(200).text());
        for (String path : List.of("hosts", "hosts/mercury", "hosts/uranus", "clusters", "clusters/secondhand", "operations")) {
            places.add("answer to " + path, "mercury", client.get("/api/v1/" + path).expecting(200).text());
        }
        places.add("audit", "cluster.add", client.get("/api/v1/audit").expecting(200).text());
        places.add("key and tokens", "bootstrap", client.get("/api/v1/tokens").text() + client.get("/api/v1/ssh-key").text());
        places.add("numbers", "jvm", client.get("/actuator/prometheus").text());
        for (String id : operations.keySet()) {
            places.add("operations", "steps", client.get("/api/v1/operations/" + id).expecting(200).text());
            places.add("runbooks", "#", client.get("/api/v1/operations/" + id + "/runbook").expecting(200).text());
        }
        lookAtThePages(new PanelPages(panel), operations);
        try (var files = Files.list(panel.dataDir())) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("understudy.db")).toList()) {
                places.add("store", "", Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void lookAtThePages(PanelPages pages, Map<String, Integer> operations) {
        pages.submit("/sign-in", "/sign-in", Map.of("username", "admin", "password", PanelProcess.ADMIN_PASSWORD));
        for (String path : List.of("/clusters", "/clusters/secondhand", "/clusters/secondhand/policy",
                "/clusters/secondhand/setup?host=uranus&recopy=true", "/clusters/secondhand/promotion?candidate=uranus", "/hosts",
                "/hosts/mercury", "/hosts/uranus", "/hosts/uranus/key", "/hosts/uranus/enrolment", "/new/host", "/new/cluster",
                "/operations", "/settings", "/settings/tokens", "/settings/audit")) {
            places.add("pages", "Understudy", pages.get(path));
        }
        operations.forEach((id, steps) -> {
            for (int step = 1; step <= steps; step++) {
                places.add("pages of operations", "Understudy", pages.get("/operations/" + id + "?step=" + step));
            }
        });
    }

    private static Map<String, String> secrets(PanelProcess panel, List<LabHost> hosts) throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>(Map.of("sudo password", SUDO_PASSWORD, "mistyped sudo password", WRONG_SUDO,
                "one-time password", SSH_PASSWORD, "mistyped one-time password", WRONG_SSH, "administrator's password", BOSS_PASSWORD,
                "mistyped administrator's password", WRONG_BOSS, "application's password", APPLICATION_PASSWORD,
                "mistyped sign-in", WRONG_SIGN_IN, "mistyped token", WRONG_TOKEN));
        secrets.put("sign-in", PanelProcess.ADMIN_PASSWORD);
        secrets.put("token", PanelProcess.TOKEN);
        secrets.put("sealing key", Files.readString(panel.dataDir().resolve("secret.key")).strip());
        List<String> key = Files.readAllLines(panel.dataDir().resolve("panel_ed25519"));
        // the first line says what the rest is, the last one is short
        for (int line = 2; line < key.size() - 2; line++) {
            secrets.put("private key, line " + line, key.get(line));
        }
        secrets.putAll(sealed(panel.dataDir()));
        return secrets;
    }

    private static Map<String, String> sealed(Path dataDir) throws Exception {
        StoredSecrets opened = new StoredSecrets(dataDir);
        Map<String, String> secrets = new LinkedHashMap<>();
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("understudy.db"));
                Statement statement = store.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT name, sealed_panel_password FROM host")) {
                while (rows.next()) {
                    secrets.put("panel's account on " + rows.getString(1), opened.open(rows.getString(2), "host/" + rows.getString(1) + "/panel"));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT name, sealed_replication_password FROM cluster")) {
                while (rows.next()) {
                    secrets.put("replication account", opened.open(rows.getString(2), "cluster/" + rows.getString(1) + "/replication"));
                }
            }
        }
        assertThat(secrets).hasSize(3).allSatisfy((name, secret) -> assertThat(secret).as(name).hasSizeGreaterThan(20));
        return secrets;
    }
}
