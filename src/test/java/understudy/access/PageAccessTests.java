package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;
import understudy.store.MovableClock;

@SpringBootTest(classes = Doors.class, properties = "understudy.health.token=balancer's own")
@AutoConfigureMockMvc
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
@Transactional
class PageAccessTests {

    private static final String PASSWORD = "correct horse battery";
    private static int addresses;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Users users;

    @Autowired
    private AuditLog audit;

    @Autowired
    private MovableClock clock;

    private String anna = "";
    private String address = "";

    @BeforeEach
    void comeAsANewUserFromANewAddress() {
        address = "10.2.1." + ++addresses;
        anna = "anna" + addresses;
        users.add(anna, PASSWORD, Role.VIEWER, Actor.PANEL);
    }

    @Test
    void sendsAStrangerToTheSignInPage() {
        assertThat(mvc.get().uri("/clusters/shop").header("Accept", "text/html")).hasStatus(302).hasRedirectedUrl("/sign-in");
    }

    @Test
    void tellsPartsOfAPageAndProgramsThatTheSessionEnded() {
        assertThat(mvc.get().uri("/clusters/shop").header("Accept", "text/html").header("HX-Request", "true"))
                .hasStatus(401).hasHeader("HX-Redirect", "/sign-in");
        assertThat(mvc.get().uri("/clusters/shop").header("Accept", "text/event-stream")).hasStatus(401);
    }

    @Test
    void letsAUserInWithTheRightPasswordAndRecordsIt() {
        MvcTestResult answer = signIn(anna, PASSWORD, address);

        assertThat(answer).hasStatus(302).hasRedirectedUrl("/");
        assertThat(mvc.get().uri("/who").session(session(answer))).hasStatusOk().hasBodyTextEqualTo(anna + " VIEWER");
        assertThat(audit.list(null, anna, 1)).extracting(AuditEntry::outcome).containsExactly("done, from " + address);
    }

    @Test
    void leadsToThePageThatWasAskedFor() {
        MockHttpSession session = session(mvc.get().uri("/clusters/shop?tab=lag").header("Accept", "text/html").exchange());

        assertThat(mvc.post().uri("/sign-in").session(session).with(csrf()).with(RestAccessTests.from(address))
                .param("username", anna).param("password", PASSWORD)).redirectedUrl().contains("/clusters/shop?tab=lag");
    }

    @Test
    void saysTheSameOfAWrongPasswordAndAnUnknownUser() {
        assertThat(signIn(anna, "wrong password", address)).hasStatus(302).hasRedirectedUrl("/sign-in?refused");
        assertThat(signIn("nobody", PASSWORD, address)).hasStatus(302).hasRedirectedUrl("/sign-in?refused");
    }

    @Test
    void recordsAWrongPasswordButNeverWhatWasTypedAsAnUnknownName() {
        signIn(anna, "wrong password", address);
        signIn("myS3cretPassword", "oops", address);

        assertThat(audit.list(null, anna, 10)).extracting(AuditEntry::outcome).first().asString().startsWith("refused");
        assertThat(audit.list(null, null, 10).toString()).contains("(unknown)").doesNotContain("myS3cretPassword")
                .doesNotContain("wrong password,").doesNotContain("oops");
    }

    @Test
    void limitsAttemptsPerAccountFromWhereverTheyCome() {
        for (int i = 1; i <= 5; i++) {
            assertThat(signIn(anna, "wrong", "10.9." + addresses + "." + i)).hasRedirectedUrl("/sign-in?refused");
        }

        assertThat(signIn(anna, PASSWORD, address)).as("even the right one waits").hasRedirectedUrl("/sign-in?wait");
        clock.pass(Duration.ofMinutes(5));
        assertThat(signIn(anna, PASSWORD, address)).hasRedirectedUrl("/");
    }

    @Test
    void doesNotLetStrangersLockOutWhoSignedInHereBefore() {
        signIn(anna, PASSWORD, address);
        for (int i = 1; i <= 10; i++) {
            signIn(anna, "wrong", "10.8." + addresses + "." + i);
        }

        assertThat(signIn(anna, PASSWORD, address)).hasRedirectedUrl("/");
    }

    @Test
    void limitsAttemptsPerAddressWhateverTheAccount() {
        for (int i = 1; i <= 20; i++) {
            assertThat(signIn("guess" + i, "wrong", address)).hasRedirectedUrl("/sign-in?refused");
        }

        assertThat(signIn(anna, PASSWORD, address)).hasRedirectedUrl("/sign-in?wait");
        assertThat(signIn(anna, PASSWORD, "10.7.7." + addresses)).hasRedirectedUrl("/");
    }

    @Test
    void refusesActsWithoutTheCsrfToken() {
        users.changeRole(anna, Role.ADMIN, Actor.PANEL);
        MockHttpSession session = session(signIn(anna, PASSWORD, address));

        assertThat(mvc.post().uri("/clusters/shop/promote").session(session)).hasStatus(403);
        assertThat(mvc.post().uri("/clusters/shop/promote").session(session).with(csrf().useInvalidToken())).hasStatus(403);
        assertThat(mvc.post().uri("/clusters/shop/promote").session(session).with(csrf())).hasStatusOk();
        assertThat(mvc.post().uri("/clusters/shop/promote").session(session).with(csrf().asHeader())).hasStatusOk();
        assertThat(mvc.post().uri("/sign-in").param("username", anna).param("password", PASSWORD)).hasStatus(403);
    }

    @Test
    void refusesActsOfAViewerExceptOnTheirOwnPassword() {
        MockHttpSession session = session(signIn(anna, PASSWORD, address));

        assertThat(mvc.post().uri("/clusters/shop/promote").session(session).with(csrf())).hasStatus(403);
        assertThat(mvc.post().uri("/settings/password").session(session).with(csrf())).hasStatusOk();
    }

    @Test
    void doesNotTakeAPagesSessionAtTheRestContract() {
        assertThat(mvc.get().uri("/api/v1/clusters").session(session(signIn(anna, PASSWORD, address)))).hasStatus(401);
    }

    @Test
    void endsASessionAfterTwelveHours() {
        MockHttpSession session = session(signIn(anna, PASSWORD, address));
        assertThat(mvc.get().uri("/who").session(session)).hasStatusOk();

        clock.pass(Duration.ofHours(12));

        assertThat(mvc.get().uri("/who").session(session)).hasStatus(401);
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void endsTheSessionsOfAUserWhosePasswordOrRoleChangedOrWhoIsGone() {
        MockHttpSession before = session(signIn(anna, PASSWORD, address));
        users.changeOwnPassword(new Actor(anna, Role.VIEWER), PASSWORD, PASSWORD + "2");
        assertThat(mvc.get().uri("/who").session(before)).hasStatus(401);

        MockHttpSession next = session(signIn(anna, PASSWORD + "2", address));
        users.changeRole(anna, Role.OPERATOR, Actor.PANEL);
        assertThat(mvc.get().uri("/who").session(next)).hasStatus(401);

        MockHttpSession last = session(signIn(anna, PASSWORD + "2", address));
        users.remove(anna, Actor.PANEL);
        assertThat(mvc.get().uri("/who").session(last)).hasStatus(401);
    }

    @Test
    void signsOut() {
        MockHttpSession session = session(signIn(anna, PASSWORD, address));

        assertThat(mvc.post().uri("/sign-out").session(session).with(csrf())).hasStatus(302);

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void tellsTheBrowserToTrustNothingButOurOwn() {
        MvcTestResult answer = mvc.get().uri("/clusters/shop").secure(true).session(session(signIn(anna, PASSWORD, address))).exchange();

        assertThat(answer).hasHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'");
        assertThat(answer).hasHeader("X-Content-Type-Options", "nosniff").hasHeader("X-Frame-Options", "DENY")
                .hasHeader("Referrer-Policy", "same-origin").containsHeader("Permissions-Policy")
                .containsHeader("Strict-Transport-Security");
    }

    @Test
    void askTheLoadBalancerForItsTokenWhenOneIsSet() {
        assertThat(mvc.get().uri("/health/clusters/x")).hasStatus(401).hasContentType("application/problem+json");
        assertThat(mvc.get().uri("/health/clusters/x").header("Authorization", "Bearer wrong")).hasStatus(401);
        assertThat(mvc.get().uri("/health/clusters/x").header("Authorization", "Bearer balancer's own")).hasStatusOk();
    }

    private MvcTestResult signIn(String name, String password, String from) {
        return mvc.post().uri("/sign-in").with(csrf()).with(RestAccessTests.from(from))
                .param("username", name).param("password", password).exchange();
    }

    private static MockHttpSession session(MvcTestResult answer) {
        return (MockHttpSession) java.util.Objects.requireNonNull(answer.getRequest().getSession());
    }
}
