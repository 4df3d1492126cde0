package understudy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The session's cookie as a real server sets it. */
@SpringBootTest(classes = Doors.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "understudy.admin-password=correct horse battery")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class SessionCookieTests {

    @LocalServerPort
    private int port;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void givesASignedInUserANewSessionWithACookieThatScriptsCannotRead() throws IOException, InterruptedException {
        HttpResponse<String> page = send(request("/sign-in").GET());
        String before = page.headers().firstValue("Set-Cookie").orElseThrow();

        HttpResponse<String> in = send(signIn(before, page.body()));

        String after = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(in.headers().firstValue("Location")).get().asString().endsWith("/");
        assertThat(after).startsWith("understudy=").contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure");
        assertThat(cookie(after)).isNotEqualTo(cookie(before));
        assertThat(send(request("/who").header("Cookie", cookie(after)).GET()).body()).isEqualTo("admin ADMIN");
        assertThat(send(request("/who").header("Cookie", cookie(before)).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void marksTheCookieSecureBehindAProxyWithTls() throws IOException, InterruptedException {
        HttpResponse<String> page = send(request("/sign-in").header("X-Forwarded-Proto", "https").GET());

        assertThat(page.headers().firstValue("Set-Cookie")).get().asString().contains("Secure");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void countsAttemptsByTheAddressThatTheProxyNames() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            assertThat(guess("203.0.113.1", i).statusCode()).isEqualTo(401);
        }

        assertThat(guess("203.0.113.1", 20).statusCode()).isEqualTo(429);
        assertThat(guess("203.0.113.2", 20).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> guess(String address, int number) throws IOException, InterruptedException {
        return send(request("/api/v1/who").header("X-Forwarded-For", address).header("Authorization", "Bearer guess" + number).GET());
    }

    private HttpRequest.Builder signIn(String cookie, String csrf) {
        String form = "username=admin&password=" + encoded("correct horse battery") + "&_csrf=" + encoded(csrf);
        return request("/sign-in").header("Cookie", cookie(cookie)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
