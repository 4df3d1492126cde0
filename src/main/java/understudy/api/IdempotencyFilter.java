package understudy.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;
import understudy.access.IdempotentAnswers;
import understudy.access.IdempotentAnswers.Answer;
import understudy.access.IdempotentAnswers.Known;
import understudy.finding.Finding;

/** The same {@code Idempotency-Key} with the same POST gives the same answer, without doing it twice; with another one, 409. */
@Component
class IdempotencyFilter extends OncePerRequestFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_BODY = 1 << 20;

    private final IdempotentAnswers answers;
    private final JsonMapper json;

    IdempotencyFilter(IdempotentAnswers answers, JsonMapper json) {
        this.answers = answers;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || !request.getRequestURI().startsWith("/api/")
                || request.getHeader(HEADER) == null || request.getUserPrincipal() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (key.isBlank() || key.length() > LONGEST_KEY || body.length > LARGEST_BODY) {
            refuse(response, HttpStatus.BAD_REQUEST, "MalformedRequest", "The Idempotency-Key or the body is too long or empty.",
                    "Use a key of 1 to " + LONGEST_KEY + " characters, such as a random UUID.");
            return;
        }
        Principal who = request.getUserPrincipal();
        switch (answers.take(who.getName(), key, hash(request, body))) {
            case Known.New unknown -> answer(who.getName(), key, new ReadBody(request, body), response, chain);
            case Known.Answered before -> repeat(before.answer(), response);
            case Known.UnderWay other -> refuse(response, HttpStatus.CONFLICT, "RequestUnderWay",
                    "The same request is being answered.", "Send it again in a moment.");
            case Known.Lost lost -> refuse(response, HttpStatus.CONFLICT, "AnswerLost",
                    "The panel stopped in the middle of this request; whether it was done isn't known.",
                    "Look at the operations and the audit, then send it with a new key if it is still wanted.");
            case Known.OtherRequest other -> refuse(response, HttpStatus.CONFLICT, "IdempotencyKeyReused",
                    "This Idempotency-Key came with another request before.", "Use a new key for a new request.");
        }
    }

    private void answer(String actor, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper copied = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, copied);
        } catch (ServletException | IOException | RuntimeException mistake) {
            // kept too: what was done before it went wrong must not be done again
            answers.keep(actor, key, new Answer(HttpStatus.INTERNAL_SERVER_ERROR.value(), null, null, ""));
            throw mistake;
        }
        answers.keep(actor, key, new Answer(copied.getStatus(), copied.getHeader(HttpHeaders.LOCATION),
                copied.getContentType(), new String(copied.getContentAsByteArray(), StandardCharsets.UTF_8)));
        copied.copyBodyToResponse();
    }

    private static void repeat(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, String message, String hint) throws IOException {
        ProblemDetail problem = ProblemJson.of(status, Finding.blocker(code, null, message, hint));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static String hash(HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getRequestURI() + "?" + request.getQueryString() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
