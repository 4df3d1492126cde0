package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.enrolment.AdminLogin;
import understudy.enrolment.HostChange;
import understudy.enrolment.HostDesk;
import understudy.enrolment.NewHost;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.monitor.Monitor;
import understudy.operation.Operations;
import understudy.operation.StartResult;
import understudy.topology.Hosts;

@ApiTest
class HostsApiTests {

    private static final String NASTY = "p'a\\\"s$s `w";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Hosts hosts;

    @Autowired
    private HostDesk desk;

    @Autowired
    private Monitor monitor;

    @Autowired
    private Operations operations;

    private Caller admin;

    @BeforeEach
    void comeAsAnAdmin() {
        reset(desk, monitor, operations);
        admin = new Caller(mvc, tokens, Role.ADMIN);
    }

    @Test
    void addsAHostWithTheUsualPortsAndShowsTheOfferedKey() {
        when(desk.add(any(), any())).thenReturn(Declared.host("mercury"));

        MvcTestResult answer = admin.post("/api/v1/hosts",
                "{\"name\": \"mercury\", \"address\": \"10.0.0.1\", \"sshUser\": \"deploy\", \"sudoPassword\": \"" + NASTY + "\"}");

        assertThat(answer).hasStatus(201).hasHeader("Location", "/api/v1/hosts/mercury");
        assertThat(answer).bodyJson().isLenientlyEqualTo("""
                {"name": "mercury", "address": "10.0.0.1", "sshPort": 22, "mysqlPort": 3306, "replicationAddress": "10.0.0.2",
                 "hostKey": {"algorithm": "ssh-ed25519", "fingerprint": "SHA256:abc", "state": "TRUSTED"}, "enrolled": false,
                 "facts": null, "state": null, "cluster": null}""");
        verify(desk).add(eq(new NewHost("mercury", "10.0.0.1", 22, "deploy", 3306, null, null, "p'a\"s$s `w")), any());
    }

    @Test
    void showsNothingThatIsSealed() throws Exception {
        hosts.add(Declared.enrolled("mercury"));
        when(monitor.host("mercury")).thenReturn(Optional.of(Declared.source("mercury", true, true, Declared.NOON)));

        MvcTestResult one = admin.get("/api/v1/hosts/mercury");

        assertThat(one).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"enrolled": true, "facts": {"os": "Debian 12", "flavour": "MySQL", "version": "9.7.4", "serverId": 1,
                 "bindAddress": "127.0.0.1", "logBin": true, "gtidMode": "ON", "freeBytes": 10,
                 "databases": [{"name": "secondhand_production", "sizeBytes": 5}], "tools": {"zstd": "/usr/bin/zstd"},
                 "secondhand": {"databaseYml": "/srv/database.yml", "database": "secondhand_production"}},
                 "state": {"writable": true}}""");
        assertThat(one.getResponse().getContentAsString() + admin.get("/api/v1/hosts").getResponse().getContentAsString())
                .contains("mercury").doesNotContainIgnoringCase("sealed").doesNotContainIgnoringCase("password")
                .doesNotContain(Declared.SEALED);
    }

    @Test
    void refusesHostsThatCannotBe() {
        assertThat(admin.post("/api/v1/hosts", "{\"name\": \"m\", \"sshUser\": \"d\"}")).hasStatus(400)
                .bodyJson().extractingPath("$.detail").asString().contains("address");
        assertThat(admin.post("/api/v1/hosts", "{\"name\": \"m\", \"address\": \"a\", \"sshUser\": \"d\", \"sshPort\": 70000}"))
                .hasStatus(400).bodyJson().extractingPath("$.detail").asString().contains("sshPort");
        verify(desk, never()).add(any(), any());
    }

    @Test
    void neverRepeatsAPasswordInARefusal() throws Exception {
        MvcTestResult answer = admin.post("/api/v1/hosts", "{\"name\": {\"x\": 1}, \"sudoPassword\": \"hunter2hunter2\"}");
        MvcTestResult broken = admin.post("/api/v1/hosts", "{\"sudoPassword\": \"hunter2hunter2\", oops");

        assertThat(answer).hasStatus(400);
        assertThat(broken).hasStatus(400);
        assertThat(answer.getResponse().getContentAsString() + broken.getResponse().getContentAsString()).doesNotContain("hunter2");
    }

    @Test
    void trustsAKeyOnlyWhenItIsTheOfferedOne() {
        when(desk.trust(eq("mercury"), eq("SHA256:abc"), any())).thenReturn(Declared.host("mercury"));
        when(desk.trust(eq("mercury"), eq("SHA256:other"), any())).thenThrow(new Problem(
                Finding.blocker("HostKeyDiffers", "mercury", "The host offers another key.", "Compare again.")));

        assertThat(put("SHA256:abc")).hasStatusOk().bodyJson().extractingPath("$.hostKey.state").isEqualTo("TRUSTED");
        assertThat(put("SHA256:other")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("HostKeyDiffers");
    }

    @Test
    void enrolsWithAnAdminsLoginOrWithout() {
        when(desk.enrol(any(), any(), any())).thenReturn(new StartResult.Started("7"));

        assertThat(admin.post("/api/v1/hosts/mercury/enrolment",
                "{\"adminUser\": \"root\", \"adminPassword\": \"" + NASTY + "\"}"))
                .hasStatus(202).hasHeader("Location", "/api/v1/operations/7");
        assertThat(admin.post("/api/v1/hosts/mercury/enrolment", "{}")).hasStatus(202);
        assertThat(admin.call(HttpMethod.POST, "/api/v1/hosts/mercury/enrolment", null)).hasStatus(202);
        assertThat(admin.post("/api/v1/hosts/mercury/enrolment", "{\"adminUser\": \"root\"}")).hasStatus(400);

        verify(desk).enrol(eq("mercury"), eq(new AdminLogin("root", "p'a\"s$s `w")), any());
        verify(desk, org.mockito.Mockito.times(2)).enrol(eq("mercury"), eq(null), any());
    }

    @Test
    void changesAndRemovesHosts() {
        hosts.add(Declared.host("mercury"));
        when(desk.change(eq("mercury"), any(), any())).thenReturn(Declared.host("mercury"));

        assertThat(admin.call(HttpMethod.PATCH, "/api/v1/hosts/mercury", "{\"sshPort\": 2222}")).hasStatusOk();
        assertThat(admin.call(HttpMethod.PATCH, "/api/v1/hosts/mercury", "{\"name\": \"venus\"}")).hasStatus(400);
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/hosts/mercury", null)).hasStatus(204);
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/hosts/venus", null)).hasStatus(404);
        doThrow(new Problem(Finding.blocker("HostInCluster", "mercury", "It is a member.", "Remove it."))).when(desk)
                .remove(eq("mercury"), any());
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/hosts/mercury", null)).hasStatus(409);

        verify(desk).change(eq("mercury"), eq(new HostChange(null, 2222, null, null, null, null, null)), any());
    }

    @Test
    void correctsTheApplicationAndGoesBackToWhatIsFound() {
        hosts.add(Declared.enrolled("mercury"));

        assertThat(admin.get("/api/v1/hosts/mercury")).bodyJson().extractingPath("$.application").isNull();
        assertThat(application("{\"root\": \"/srv/shop\"}")).as("a first word must say where its files are").hasStatus(400);
        assertThat(application("""
                {"root": "/srv/shop", "databaseYml": ["/srv/shop/config/database.yml"], "restart": "PASSENGER"}""")).hasStatusOk();
        assertThat(application("{\"restart\": \"SERVICE\", \"service\": \"puma-shop\"}")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"application": {"root": "/srv/shop", "databaseYml": ["/srv/shop/config/database.yml"], "group": "production",
                 "restart": "SERVICE", "service": "puma-shop", "variables": null, "corrected": true}}""");
        assertThat(application("{\"asFound\": true}")).hasStatusOk().bodyJson().extractingPath("$.application").isNull();

        verify(desk, never()).change(any(), any(), any());
    }

    @Test
    void refusesAnApplicationThatCannotBe() {
        hosts.add(Declared.enrolled("mercury"));

        assertThat(application("""
                {"root": "srv", "databaseYml": ["/a/database.yml"], "restart": "PASSENGER"}""")).hasStatus(400)
                .bodyJson().extractingPath("$.code").isEqualTo("PathRefused");
        assertThat(application("""
                {"root": "/srv", "databaseYml": [], "restart": "PASSENGER"}""")).hasStatus(400);
        assertThat(application("""
                {"root": "/srv", "databaseYml": ["/a/database.yml"], "restart": "SERVICE"}""")).hasStatus(400)
                .bodyJson().extractingPath("$.code").isEqualTo("ServiceRefused");
        assertThat(application("""
                {"root": "/srv", "databaseYml": ["/a/database.yml"], "restart": "SERVICE", "service": "x; rm -rf /"}""")).hasStatus(400);
    }

    private MvcTestResult application(String json) {
        return admin.call(HttpMethod.PATCH, "/api/v1/hosts/mercury", "{\"application\": " + json + "}");
    }

    @Test
    void showsThePanelsKey() {
        assertThat(admin.get("/api/v1/ssh-key")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"publicKey\": \"ssh-ed25519 AAAA understudy\", \"fingerprint\": \"SHA256:panel\"}");
    }

    private MvcTestResult put(String fingerprint) {
        return admin.call(HttpMethod.PUT, "/api/v1/hosts/mercury/host-key", "{\"fingerprint\": \"" + fingerprint + "\"}");
    }
}
