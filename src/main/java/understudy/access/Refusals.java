package understudy.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the doors that are closed, as RFC 9457 problems in the form of the REST contract. */
final class Refusals {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Refusals() {
    }

    /** No token, or none that is good. Doesn't say whether it is unknown, revoked or expired. */
    static void unauthenticated(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(response, HttpStatus.UNAUTHORIZED, "NotAuthenticated", "There is no valid token in this request.",
                "Send Authorization: Bearer <token>; an admin makes tokens in the settings.");
    }

    static void forbidden(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.FORBIDDEN, "NotAllowed", "Your role doesn't include this.",
                "Ask an admin to do it, or for a token of another role.");
    }

    static void tooMany(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        write(response, HttpStatus.TOO_MANY_REQUESTS, "TooManyAttempts", "Too many wrong attempts came from this address.",
                "Wait five minutes, then send the right token.");
    }

    private static void write(HttpServletResponse response, HttpStatus status, String code, String detail, String hint)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("code", code);
        problem.put("hint", hint);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
