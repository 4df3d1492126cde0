package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import understudy.access.Role;
import understudy.access.Tokens;

/** The controllers, the OpenAPI document and the promised calls are the same. */
@ApiTest
class ContractTests {

    /** The contract, call by call. */
    private static final List<String> PROMISED = List.of(
            "GET /api/v1/ssh-key",
            "POST /api/v1/hosts",
            "PUT /api/v1/hosts/{name}/host-key",
            "POST /api/v1/hosts/{name}/enrolment",
            "GET /api/v1/hosts",
            "GET /api/v1/hosts/{name}",
            "PATCH /api/v1/hosts/{name}",
            "DELETE /api/v1/hosts/{name}",
            "POST /api/v1/clusters",
            "POST /api/v1/clusters/discovery",
            "GET /api/v1/clusters",
            "GET /api/v1/clusters/{name}",
            "GET /api/v1/clusters/{name}/source",
            "GET /api/v1/clusters/{name}/readiness",
            "GET /api/v1/clusters/{name}/events",
            "GET /api/v1/clusters/{name}/break-glass",
            "PATCH /api/v1/clusters/{name}",
            "DELETE /api/v1/clusters/{name}",
            "POST /api/v1/clusters/{name}/operations",
            "GET /api/v1/operations/{id}",
            "POST /api/v1/operations/{id}/continue",
            "POST /api/v1/operations/{id}/retry",
            "POST /api/v1/operations/{id}/cancel",
            "POST /api/v1/operations/{id}/rollback",
            "GET /api/v1/operations/{id}/runbook",
            "GET /api/v1/operations",
            "GET /api/v1/audit",
            "GET /api/v1/clusters/{name}/kept-files",
            "GET /api/v1/clusters/{name}/kept-files/{file}",
            "GET /api/v1/notification-targets",
            "POST /api/v1/notification-targets",
            "DELETE /api/v1/notification-targets/{name}",
            "POST /api/v1/notification-targets/{name}/test",
            "GET /health/clusters/{cluster}/hosts/{host}/source",
            "HEAD /health/clusters/{cluster}/hosts/{host}/source",
            "OPTIONS /health/clusters/{cluster}/hosts/{host}/source",
            "GET /health/clusters/{cluster}/hosts/{host}/replica");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private Caller caller;

    @BeforeEach
    void comeWithAToken() {
        caller = new Caller(mvc, tokens, Role.VIEWER);
    }

    @Test
    void keepsEveryPromisedCall() {
        assertThat(controllers()).containsAll(PROMISED);
    }

    @Test
    void documentsExactlyWhatTheControllersAnswer() throws Exception {
        assertThat(document()).isEqualTo(controllers());
    }

    @Test
    void documentsNoParameterThatComesFromTheToken() throws Exception {
        assertThat(caller.get("/v3/api-docs").getResponse().getContentAsString()).contains("\"parameters\"")
                .doesNotContain("schemas/Actor\"");
    }

    @Test
    void doesNotShowTheDocumentToStrangers() {
        assertThat(mvc.get().uri("/v3/api-docs")).hasStatus(401);
    }

    @Test
    void answersCallsThatTheContractDoesNotHaveWithAProblem() {
        MvcTestResult answer = caller.get("/api/v1/slaves");

        assertThat(answer).hasStatus(404).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("NoSuchCall");
    }

    private Set<String> controllers() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getPackageName().equals("understudy.api"))
                .filter(entry -> entry.getValue().getBeanType() != NothingThere.class)
                .flatMap(entry -> calls(entry.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path));
    }

    private Set<String> document() throws Exception {
        JsonNode paths = JsonMapper.shared().readTree(caller.get("/v3/api-docs").getResponse().getContentAsString()).get("paths");
        Set<String> calls = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            path.getValue().propertyNames().forEach(method ->
                    calls.add(HttpMethod.valueOf(method.toUpperCase(java.util.Locale.ROOT)) + " " + path.getKey()));
        }
        return calls;
    }
}
