package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;
import understudy.store.MovableClock;

@SpringBootTest(classes = Doors.class)
@AutoConfigureMockMvc
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
@Transactional
class RestAccessTests {

    private static int addresses;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    @Autowired
    private MovableClock clock;

    private String address = "";

    @BeforeEach
    void comeFromANewAddress() {
        address = "10.1.1." + ++addresses;
    }

    @Test
    void refusesRequestsWithoutATokenAsAProblem() {
        MvcTestResult answer = get("/api/v1/clusters", null);

        assertThat(answer).hasStatus(401).hasContentType("application/problem+json")
                .hasHeader("WWW-Authenticate", "Bearer");
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("NotAuthenticated");
        assertThat(answer).bodyJson().extractingPath("$.hint").asString().isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER,   GET,  /api/v1/clusters,                 200",
        "VIEWER,   GET,  /api/v1/tokens,                   403",
        "VIEWER,   POST, /api/v1/clusters/shop/operations, 403",
        "VIEWER,   POST, /api/v1/operations/7/cancel,      403",
        "VIEWER,   POST, /api/v1/clusters,                 403",
        "OPERATOR, GET,  /api/v1/clusters,                 200",
        "OPERATOR, GET,  /api/v1/tokens,                   403",
        "OPERATOR, POST, /api/v1/clusters/shop/operations, 200",
        "OPERATOR, POST, /api/v1/operations/7/cancel,      200",
        "OPERATOR, POST, /api/v1/clusters,                 403",
        "OPERATOR, DELETE, /api/v1/clusters/shop,          403",
        "OPERATOR, PATCH, /api/v1/clusters/shop,           403",
        "ADMIN,    GET,  /api/v1/tokens,                   200",
        "ADMIN,    POST, /api/v1/clusters,                 200"})
    void letsEachRoleDoWhatItMay(Role role, String method, String path, int status) {
        String token = tokens.create("t", role, null, Actor.PANEL).secret();

        MvcTestResult answer = mvc.perform(MockMvcRequestBuilders
                .request(org.springframework.http.HttpMethod.valueOf(method), path)
                .with(from(address)).header("Authorization", "Bearer " + token));

        assertThat(answer).hasStatus(status);
        if (status == 403) {
            assertThat(answer).hasContentType("application/problem+json");
            assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("NotAllowed");
        }
    }

    @Test
    void tellsTheControllerWhoAsks() {
        String token = tokens.create("deploy-script", Role.OPERATOR, null, Actor.PANEL).secret();

        assertThat(get("/api/v1/who", token)).hasStatusOk().hasBodyTextEqualTo("deploy-script OPERATOR");
    }

    @Test
    void refusesAnExpiredToken() {
        String token = tokens.create("short", Role.VIEWER, clock.instant().plusSeconds(60), Actor.PANEL).secret();
        assertThat(get("/api/v1/clusters", token)).hasStatusOk();

        clock.pass(Duration.ofSeconds(60));

        assertThat(get("/api/v1/clusters", token)).hasStatus(401);
    }

    @Test
    void refusesARevokedTokenAtOnce() {
        String token = tokens.create("gone", Role.VIEWER, null, Actor.PANEL).secret();
        assertThat(get("/api/v1/clusters", token)).hasStatusOk();

        tokens.revoke("gone", Actor.PANEL);

        assertThat(get("/api/v1/clusters", token)).hasStatus(401);
    }

    @Test
    void limitsWrongTokensByAddressButNotAClientThatIsKnownThere() {
        String known = tokens.create("known", Role.VIEWER, null, Actor.PANEL).secret();
        String late = tokens.create("late", Role.VIEWER, null, Actor.PANEL).secret();
        assertThat(get("/api/v1/clusters", known)).hasStatusOk();

        for (int i = 0; i < 20; i++) {
            assertThat(get("/api/v1/clusters", "guess" + i)).hasStatus(401);
        }

        MvcTestResult limited = get("/api/v1/clusters", "guess");
        assertThat(limited).hasStatus(429).containsHeader("Retry-After");
        assertThat(limited).bodyJson().extractingPath("$.code").isEqualTo("TooManyAttempts");
        assertThat(get("/api/v1/clusters", late)).as("a right guess in the flood tells nothing").hasStatus(429);
        assertThat(get("/api/v1/clusters", known)).hasStatusOk();
        clock.pass(Duration.ofMinutes(5));
        assertThat(get("/api/v1/clusters", late)).hasStatusOk();
    }

    @Test
    void letsManyGoodRequestsInAtOnce() {
        String token = tokens.create("busy", Role.VIEWER, null, Actor.PANEL).secret();

        for (int i = 0; i < 100; i++) {
            assertThat(get("/api/v1/clusters", token)).hasStatusOk();
        }
    }

    @Test
    void refusesTheTokensHashAsAToken() {
        String token = tokens.create("t", Role.VIEWER, null, Actor.PANEL).secret();

        assertThat(get("/api/v1/clusters", StoredTokens.hash(token))).hasStatus(401);
    }

    @Test
    void leavesTheLoadBalancersQuestionsOpenUnlessATokenIsSet() {
        assertThat(get("/health/clusters/x", null)).hasStatusOk();
    }

    @Test
    void askForATokenAtTheMetricsButNotAtTheHealth() {
        String token = tokens.create("prometheus", Role.VIEWER, null, Actor.PANEL).secret();

        assertThat(get("/actuator/health/liveness", null)).hasStatusOk();
        assertThat(get("/actuator/prometheus", null)).hasStatus(401);
        assertThat(get("/actuator/prometheus", token).getResponse().getStatus()).isNotIn(401, 403);
    }

    private MvcTestResult get(String path, @org.jspecify.annotations.Nullable String token) {
        var request = mvc.get().uri(path).with(from(address));
        return token == null ? request.exchange() : request.header("Authorization", "Bearer " + token).exchange();
    }

    static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
