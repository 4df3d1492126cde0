package understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Role;
import understudy.access.Tokens;

@ApiTest
class NotificationTargetsApiTests {

    private static final String PATH = "/api/v1/notification-targets";
    private static final String WEBHOOK = "{\"name\": \"pager\", \"kind\": \"WEBHOOK\", \"url\": \"http://127.0.0.1:1/hook\"}";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Tokens tokens;

    private Caller admin;

    @BeforeEach
    void comeAsAdmin() {
        admin = new Caller(mvc, tokens, Role.ADMIN);
    }

    @Test
    void makesASecretAndShowsItOnce() throws Exception {
        MvcTestResult made = admin.post(PATH, WEBHOOK);

        assertThat(made).hasStatus(201).headers().hasValue("Location", PATH + "/pager");
        assertThat(made).bodyJson().extractingPath("$.secret").asString().hasSizeGreaterThan(20);
        MvcTestResult listed = admin.get(PATH);
        assertThat(listed).bodyJson().extractingPath("$[0].url").isEqualTo("http://127.0.0.1:1/hook");
        assertThat(listed).bodyJson().extractingPath("$[0].secret").isNull();
    }

    @Test
    void takesMailWithItsUsualPortAndNeverShowsThePassword() throws Exception {
        MvcTestResult made = admin.post(PATH, "{\"name\": \"admins\", \"kind\": \"MAIL\", \"host\": \"mail.example.org\", \"user\": \"panel\","
                + " \"password\": \"open sesame\", \"from\": \"panel@example.org\", \"to\": [\"anna@example.org\"]}");

        assertThat(made).hasStatus(201).bodyJson().extractingPath("$.port").isEqualTo(587);
        assertThat(made).bodyJson().extractingPath("$.encryption").isEqualTo("STARTTLS");
        assertThat(made.getResponse().getContentAsString(StandardCharsets.UTF_8)).doesNotContain("open sesame");
    }

    @Test
    void saysExactlyWhyATestDidNotArrive() {
        admin.post(PATH, WEBHOOK);

        MvcTestResult tested = admin.post(PATH + "/pager/test", "{}");

        assertThat(tested).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("NotDelivered");
        assertThat(tested).bodyJson().extractingPath("$.detail").asString().contains("nothing listens there");
        assertThat(admin.get(PATH)).bodyJson().extractingPath("$[0].last.delivered").isEqualTo(false);
    }

    @Test
    void removesATarget() {
        admin.post(PATH, WEBHOOK);

        assertThat(admin.call(HttpMethod.DELETE, PATH + "/pager", null)).hasStatus(204);
        assertThat(admin.call(HttpMethod.DELETE, PATH + "/pager", null)).hasStatus(404);
    }

    @Test
    void refusesASecondTargetOfAName() {
        admin.post(PATH, WEBHOOK);

        assertThat(admin.post(PATH, WEBHOOK)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("TargetExists");
    }

    @Test
    void refusesWhatIsNoWebhookAndSaysWhichFieldIsMissing() {
        assertThat(admin.post(PATH, WEBHOOK.replace("http://", "gopher://"))).hasStatus(400).bodyJson().extractingPath("$.code").isEqualTo("WebhookRefused");
        assertThat(admin.post(PATH, "{\"name\": \"x\", \"kind\": \"WEBHOOK\"}")).hasStatus(400).bodyJson()
                .extractingPath("$.detail").asString().contains("url");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"VIEWER", "OPERATOR"})
    void isForAdminsOnly(Role role) {
        Caller caller = new Caller(mvc, tokens, role);

        assertThat(caller.get(PATH)).hasStatus(403);
        assertThat(caller.post(PATH, WEBHOOK)).hasStatus(403);
        assertThat(caller.post(PATH + "/pager/test", "{}")).hasStatus(403);
        assertThat(caller.call(HttpMethod.DELETE, PATH + "/pager", null)).hasStatus(403);
    }
}
