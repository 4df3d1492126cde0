package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.AuditEntry;
import understudy.access.AuditLog;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.finding.Finding;
import understudy.monitor.Discovery;
import understudy.monitor.Health;
import understudy.monitor.Monitor;
import understudy.operation.Operations;
import understudy.promotion.Promotions;
import understudy.promotion.Readiness;
import understudy.topology.Clusters;
import understudy.topology.Hosts;
import understudy.topology.Member;

@ApiTest
class ClustersApiTests {

    private static final String SHOP = """
            {"name": "shop", "databases": ["o'neil `s"], "source": "mercury", "replicas": ["uranus"]}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Hosts hosts;

    @Autowired
    private Clusters clusters;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Monitor monitor;

    @Autowired
    private Operations operations;

    @Autowired
    private Promotions promotions;

    @Autowired
    private Discovery discovery;

    private Caller admin;

    @BeforeEach
    void startWithTwoEnrolledHosts() {
        reset(monitor, operations, promotions, discovery);
        hosts.add(Declared.enrolled("mercury"));
        hosts.add(Declared.enrolled("uranus"));
        admin = new Caller(mvc, tokens, Role.ADMIN);
    }

    @Test
    void addsAClusterWhoseReplicasAreStillToBeSetUp() {
        MvcTestResult answer = admin.post("/api/v1/clusters", SHOP);

        assertThat(answer).hasStatus(201).hasHeader("Location", "/api/v1/clusters/shop");
        assertThat(answer).bodyJson().isLenientlyEqualTo("""
                {"name": "shop", "databases": ["o'neil `s"], "health": "UNCONFIGURED", "source": "mercury", "operation": null,
                 "policy": {"durability": "ASYNC", "automaticFailover": false, "acceptUnfenced": false, "bootClosed": "REPLICAS",
                            "maxLagMillis": 10000, "failoverCooldownMillis": 3600000, "maintenance": false},
                 "hosts": [{"name": "mercury", "role": "SOURCE", "reachable": false, "writable": null, "replication": null},
                           {"name": "uranus", "role": "UNCONFIGURED"}]}""");
        assertThat(audit.list(null, null, 1)).extracting(AuditEntry::action, AuditEntry::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("cluster.add", "shop"));
    }

    @Test
    void showsWhatIsSeenButNotTheServersOwnColumns() throws Exception {
        admin.post("/api/v1/clusters", SHOP);
        when(monitor.cluster("shop")).thenReturn(Declared.cluster("shop", Health.HEALTHY,
                Declared.source("mercury", true, true, Declared.NOON), Declared.replica("uranus", 40L, true, Declared.NOON)));

        MvcTestResult answer = admin.get("/api/v1/clusters/shop");

        assertThat(answer).bodyJson().isLenientlyEqualTo("""
                {"health": "HEALTHY", "hosts": [
                  {"name": "mercury", "reachable": true, "sshReachable": true, "writable": true, "version": "9.7.4",
                   "gtidExecuted": "uuid:1-5", "position": "binlog.000001:4", "replication": null, "seenAt": "2026-11-23T12:00:00Z"},
                  {"name": "uranus", "writable": false, "replication": {"sourceHost": "mercury", "ioRunning": true,
                   "sqlRunning": true, "lagMillis": 40, "behind": 0, "lastError": null}}]}""");
        assertThat(answer.getResponse().getContentAsString()).doesNotContain("raw column");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "{\"databases\": [\"a\"], \"source\": \"mercury\"}                                            | 400 | FieldMissing",
        "{\"name\": \"shop\", \"source\": \"mercury\"}                                                | 400 | FieldMissing",
        "{\"name\": \"shop\", \"databases\": [\"a\"]}                                                 | 400 | FieldMissing",
        "{\"name\": \"sh op\", \"databases\": [\"a\"], \"source\": \"mercury\"}                       | 400 | NameRefused",
        "{\"name\": \"shop\", \"databases\": [], \"source\": \"mercury\"}                             | 400 | DatabasesMissing",
        "{\"name\": \"shop\", \"databases\": [\"mysql\"], \"source\": \"mercury\"}                    | 400 | DatabaseOfTheServer",
        "{\"name\": \"shop\", \"databases\": [\"a\\u0000b\"], \"source\": \"mercury\"}                | 400 | DatabaseNameRefused",
        "{\"name\": \"shop\", \"databases\": [\"a\"], \"source\": \"venus\"}                          | 422 | HostMissing",
        "{\"name\": \"shop\", \"databases\": [\"a\"], \"source\": \"fresh\"}                          | 422 | HostNotEnrolled",
        "{\"name\": \"shop\", \"databases\": [\"a\"], \"source\": \"mercury\", \"replicas\": [\"mercury\"]} | 400 | MalformedRequest",
        "{\"name\": \"shop\", \"databases\": [\"a\"], \"source\": \"mercury\", \"master\": true}      | 400 | UnknownField",
        "{\"name\": \"shop\", \"databases\": \"a\", \"source\": \"mercury\"}                          | 400 | MalformedRequest",
        "nonsense                                                                                     | 400 | MalformedRequest"})
    void refusesClustersThatCannotBe(String body, int status, String code) {
        hosts.add(Declared.host("fresh"));

        MvcTestResult answer = admin.post("/api/v1/clusters", body);

        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer).bodyJson().extractingPath("$.hint").asString().isNotBlank();
        assertThat(answer).bodyJson().extractingPath("$.detail").asString().isNotBlank();
        assertThat(clusters.all()).isEmpty();
    }

    @Test
    void refusesAnUnknownFieldByItsName() {
        assertThat(admin.post("/api/v1/clusters", "{\"nmae\": \"shop\"}")).bodyJson().extractingPath("$.detail")
                .asString().contains("nmae");
    }

    @Test
    void refusesASecondClusterOfTheSameNameOrHost() {
        admin.post("/api/v1/clusters", SHOP);

        assertThat(admin.post("/api/v1/clusters", SHOP)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("ClusterExists");
        assertThat(admin.post("/api/v1/clusters", SHOP.replace("shop", "other"))).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("HostInOtherCluster");
    }

    @Test
    void changesOnlyWhatThePatchNames() {
        admin.post("/api/v1/clusters", SHOP);

        MvcTestResult answer = admin.call(HttpMethod.PATCH, "/api/v1/clusters/shop",
                "{\"durability\": \"SEMI_SYNC\", \"maxLagMillis\": 500}");

        assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"policy": {"durability": "SEMI_SYNC", "maxLagMillis": 500, "bootClosed": "REPLICAS", "maintenance": false}}""");
        assertThat(admin.call(HttpMethod.PATCH, "/api/v1/clusters/shop", "{\"maxLagMillis\": -1}")).hasStatus(400);
        assertThat(admin.call(HttpMethod.PATCH, "/api/v1/clusters/shop", "{\"durability\": \"PERFECT\"}")).hasStatus(400)
                .bodyJson().extractingPath("$.detail").asString().contains("durability", "SEMI_SYNC");
        assertThat(clusters.get("shop").policy().maxLagMillis()).isEqualTo(500);
    }

    @Test
    void forgetsAClusterButNotWhileAnOperationRuns() {
        admin.post("/api/v1/clusters", SHOP);
        when(operations.running("shop")).thenReturn(Optional.of(OperationsApiTests.view("7", "shop")));
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/clusters/shop", null)).hasStatus(409);

        when(operations.running("shop")).thenReturn(Optional.empty());
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/clusters/shop", null)).hasStatus(204);

        assertThat(admin.get("/api/v1/clusters/shop")).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("ClusterUnknown");
        assertThat(admin.call(HttpMethod.DELETE, "/api/v1/clusters/shop", null)).hasStatus(404);
    }

    @Test
    void namesTheSourceOnlyWhileItIsSeen() {
        admin.post("/api/v1/clusters", SHOP);
        var seen = Declared.source("mercury", true, true, Declared.NOON);
        when(monitor.cluster("shop")).thenReturn(Declared.cluster("shop", Health.HEALTHY, seen));
        when(monitor.host("mercury")).thenReturn(Optional.of(seen));
        assertThat(admin.get("/api/v1/clusters/shop/source")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"host\": \"mercury\", \"address\": \"10.0.0.2\", \"port\": 3306, \"writable\": true}");

        when(monitor.host("mercury")).thenReturn(Optional.empty());
        assertThat(admin.get("/api/v1/clusters/shop/source")).as("not looked at yet").hasStatus(503);
        when(monitor.host("mercury")).thenReturn(Optional.of(seen));

        when(monitor.cluster("shop")).thenReturn(Declared.cluster("shop", Health.SOURCE_DOWN, seen));
        assertThat(admin.get("/api/v1/clusters/shop/source")).hasStatus(503).hasContentType("application/problem+json");

        when(monitor.cluster("shop")).thenReturn(Declared.cluster("shop", Health.HEALTHY, seen));
        clusters.change("shop", cluster -> cluster.with("mercury", Member.Role.DETACHED));
        assertThat(admin.get("/api/v1/clusters/shop/source")).hasStatus(503);
    }

    @Test
    void saysWhetherAPromotionWouldSucceed() {
        when(promotions.readiness("shop", "uranus")).thenReturn(new Readiness("shop", "uranus",
                List.of(Finding.blocker("LagHigh", "uranus", "It is late.", "Wait.").fixedBy("wait")), 20, 3));

        assertThat(admin.get("/api/v1/clusters/shop/readiness?candidate=uranus")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"ready": false, "candidate": "uranus", "level": "RED", "findings": [{"code": "LagHigh", "severity": "BLOCKER",
                 "host": "uranus", "message": "It is late.", "hint": "Wait.", "fix": "wait"}]}""");
    }

    @Test
    void adoptsWhatReplicatesAlready() {
        when(discovery.from("uranus")).thenReturn(new Discovery.Discovered("mercury", List.of("uranus"), List.of()));

        assertThat(admin.post("/api/v1/clusters/discovery", "{\"host\": \"uranus\"}")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"source\": \"mercury\", \"replicas\": [\"uranus\"], \"databases\": [\"secondhand_production\"], \"findings\": []}");
        assertThat(clusters.all()).isEmpty();
        assertThat(admin.post("/api/v1/clusters/discovery", "{\"host\": \"uranus\", \"adopt\": true, \"name\": \"shop\"}"))
                .hasStatus(201);

        assertThat(clusters.get("shop").hosts(Member.Role.REPLICA)).containsExactly("uranus");
    }

    @Test
    void adoptsNothingWhenSomethingStandsInTheWay() {
        when(discovery.from("uranus")).thenReturn(new Discovery.Discovered("10.0.0.9", List.of("uranus"),
                List.of(Finding.blocker("SourceNotEnrolled", null, "The source is no enrolled host.", "Add it."))));

        MvcTestResult answer = admin.post("/api/v1/clusters/discovery", "{\"host\": \"uranus\", \"adopt\": true, \"name\": \"shop\"}");

        assertThat(answer).hasStatus(422).bodyJson().extractingPath("$.findings[0].code").isEqualTo("SourceNotEnrolled");
        assertThat(clusters.all()).isEmpty();
        assertThat(admin.post("/api/v1/clusters/discovery", "{\"host\": \"venus\"}")).hasStatus(404);
    }
}
