package understudy.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;
import understudy.finding.Finding;

/** Refuses bodies that are larger than anything the contract needs, before they are held in memory. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 100)
class BodyLimit extends OncePerRequestFilter {

    static final int LARGEST = 1 << 20;

    private final JsonMapper json;

    BodyLimit(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") || request.getContentLengthLong() == 0;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long announced = request.getContentLengthLong();
        if (announced > LARGEST) {
            refuse(response);
        } else if (announced > 0) {
            chain.doFilter(request, response);
        } else {
            // nobody said how long it is
            byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                refuse(response);
            } else {
                chain.doFilter(body.length == 0 ? request : new ReadBody(request, body), response);
            }
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        Finding tooLarge = Finding.blocker("BodyTooLarge", null, "The request's body is larger than 1 MiB.",
                "Send only the fields that the OpenAPI document at /v3/api-docs names.");
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(ProblemJson.of(HttpStatus.CONTENT_TOO_LARGE, tooLarge))
                .getBytes(StandardCharsets.UTF_8));
    }
}
