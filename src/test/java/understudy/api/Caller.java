package understudy.api;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.access.Tokens;

/** Someone with a token. */
final class Caller {

    private static int callers;

    private final MockMvcTester mvc;
    private final String token;

    Caller(MockMvcTester mvc, Tokens tokens, Role role) {
        this.mvc = mvc;
        this.token = tokens.create("caller" + ++callers, role, null, Actor.PANEL).secret();
    }

    MvcTestResult get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    MvcTestResult post(String path, String body) {
        return call(HttpMethod.POST, path, body);
    }

    MvcTestResult postOnce(String key, String path, String body) {
        return request(HttpMethod.POST, path).header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    MvcTestResult call(HttpMethod method, String path, @org.jspecify.annotations.Nullable String body) {
        MockMvcTester.MockMvcRequestBuilder request = request(method, path);
        return body == null ? request.exchange() : request.contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MockMvcTester.MockMvcRequestBuilder request(HttpMethod method, String path) {
        return mvc.method(method).uri(path).header("Authorization", "Bearer " + token);
    }
}
