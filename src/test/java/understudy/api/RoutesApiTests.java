package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.Member;

@ApiTest
class RoutesApiTests {

    private static final String ROUTES = "/api/v1/clusters/shop/routes";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Hosts hosts;

    @Autowired
    private Clusters clusters;

    private Caller admin;

    @BeforeEach
    void declareACluster() {
        admin = new Caller(mvc, tokens, Role.ADMIN);
        hosts.add(Declared.enrolled("mercury"));
        clusters.add(Cluster.declared("shop", List.of("secondhand_production"), List.of(new Member("mercury", Member.Role.SOURCE)), Declared.NOON));
    }

    @Test
    void keepsRoutesAndForgetsThem() {
        assertThat(admin.get(ROUTES)).hasStatusOk().bodyJson().isLenientlyEqualTo("[]");
        assertThat(put("files", "{\"kind\": \"DATABASE_YML\", \"hosts\": [\"mercury\"]}")).hasStatusOk();
        assertThat(put("gate", "{\"kind\": \"HOOK\", \"program\": \"/etc/understudy/hooks/gate\"}")).hasStatusOk();
        assertThat(put("gate", "{\"kind\": \"HOOK\", \"program\": \"/opt/gate\", \"host\": \"mercury\", \"timeoutMillis\": 500}")).hasStatusOk();

        assertThat(admin.get(ROUTES)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                [{"name": "files", "kind": "DATABASE_YML", "hosts": ["mercury"]},
                 {"name": "gate", "kind": "HOOK", "program": "/opt/gate", "host": "mercury", "timeoutMillis": 500}]""");
        assertThat(admin.call(HttpMethod.DELETE, ROUTES + "/gate", null)).hasStatus(204);
        assertThat(admin.call(HttpMethod.DELETE, ROUTES + "/gate", null)).hasStatus(404);
        assertThat(admin.get(ROUTES)).bodyJson().extractingPath("$.length()").isEqualTo(1);
    }

    @Test
    void replacesNoRouteByOneOfAnotherKind() {
        assertThat(put("shop", "{\"kind\": \"DATABASE_YML\"}")).hasStatusOk();

        assertThat(put("shop", "{\"kind\": \"VIRTUAL_IP\", \"address\": \"192.168.178.50/24\"}")).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("RouteNameTaken");

        assertThat(admin.get(ROUTES)).bodyJson().isLenientlyEqualTo("[{\"name\": \"shop\", \"kind\": \"DATABASE_YML\"}]");
    }

    @Test
    void keepsAnAddressOverARestartOnlyWhereThatIsChosen() {
        assertThat(put("a", "{\"kind\": \"VIRTUAL_IP\", \"address\": \"192.168.178.50/24\"}")).hasStatusOk();
        assertThat(put("b", "{\"kind\": \"VIRTUAL_IP\", \"address\": \"192.168.178.51/24\", \"keptOverRestart\": true}")).hasStatusOk();

        assertThat(admin.get(ROUTES)).bodyJson().isLenientlyEqualTo("[{\"keptOverRestart\": false}, {\"keptOverRestart\": true}]");
    }

    @Test
    void keepsALoadBalancer() {
        assertThat(put("a", "{\"kind\": \"LOAD_BALANCER\", \"address\": \"127.0.0.1\"}")).hasStatusOk();
        assertThat(put("b", "{\"kind\": \"LOAD_BALANCER\", \"address\": \"db.example.org\", \"port\": 3307, \"hosts\": [\"mercury\"]}")).hasStatusOk();

        assertThat(admin.get(ROUTES)).bodyJson().isLenientlyEqualTo("""
                [{"kind": "LOAD_BALANCER", "address": "127.0.0.1", "port": 3306, "hosts": []},
                 {"address": "db.example.org", "port": 3307, "hosts": ["mercury"]}]""");
        assertThat(put("c", "{\"kind\": \"LOAD_BALANCER\", \"address\": \"127.0.0.1; reboot\"}")).hasStatus(400);
        assertThat(put("c", "{\"kind\": \"LOAD_BALANCER\", \"address\": \"127.0.0.1\", \"port\": 0}")).hasStatus(400);
        assertThat(put("c", "{\"kind\": \"LOAD_BALANCER\", \"address\": \"127.0.0.1\", \"hosts\": [\"venus\"]}")).hasStatus(404);
    }

    @Test
    void refusesWhatCannotBeARoute() {
        assertThat(put("x", "{}")).hasStatus(400);
        assertThat(put("x", "{\"kind\": \"VIRTUAL_IP\"}")).hasStatus(400);
        for (String address : List.of("192.168.178.50", "192.168.178.256/24", "192.168.178.50/33", "192.168.178.50/24; reboot", "fd00::1/64")) {
            assertThat(put("x", "{\"kind\": \"VIRTUAL_IP\", \"address\": \"" + address + "\"}")).as(address).hasStatus(400)
                    .bodyJson().extractingPath("$.code").isEqualTo("RouteRefused");
        }
        assertThat(put("x", "{\"kind\": \"DATABASE_YML\", \"hosts\": [\"venus\"]}")).hasStatus(404);
        assertThat(put("-x", "{\"kind\": \"DATABASE_YML\"}")).hasStatus(400).bodyJson().extractingPath("$.code").isEqualTo("NameRefused");
        assertThat(put("x", "{\"kind\": \"HOOK\", \"program\": \"gate\"}")).hasStatus(400);
        assertThat(put("x", "{\"kind\": \"HOOK\", \"program\": \"/opt/gate\", \"host\": \"mercury\", \"timeoutMillis\": 0}")).hasStatus(400);
        assertThat(admin.get("/api/v1/clusters/nobody/routes")).hasStatus(404);
    }

    @Test
    void letsNobodyChooseAnyProgramOfThePanelsMachine() {
        for (String program : List.of("/bin/sh", "/etc/understudy/hooks/../../../bin/sh", "/etc/understudy/hooks-of-others/gate")) {
            assertThat(put("gate", "{\"kind\": \"HOOK\", \"program\": \"" + program + "\"}")).as(program).hasStatus(422)
                    .bodyJson().extractingPath("$.code").isEqualTo("HookElsewhere");
        }
    }

    @Test
    void goesWithItsCluster() {
        assertThat(put("files", "{\"kind\": \"DATABASE_YML\"}")).hasStatusOk();

        clusters.remove("shop");

        assertThat(admin.get(ROUTES)).hasStatus(404);
    }

    @Test
    void letsOnlyAdminsChangeThem() {
        Caller operator = new Caller(mvc, tokens, Role.OPERATOR);

        assertThat(operator.get(ROUTES)).hasStatusOk();
        assertThat(operator.call(HttpMethod.PUT, ROUTES + "/files", "{\"kind\": \"DATABASE_YML\"}")).hasStatus(403);
        assertThat(operator.call(HttpMethod.DELETE, ROUTES + "/files", null)).hasStatus(403);
    }

    private MvcTestResult put(String name, String json) {
        return admin.call(HttpMethod.PUT, ROUTES + "/" + name, json);
    }
}
