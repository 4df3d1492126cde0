package understudy.api;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import understudy.finding.Finding;
import understudy.finding.Problem;

/** Whatever goes wrong in a controller of the contract becomes a problem that says what happened and what to do. */
@RestControllerAdvice(basePackages = "understudy.api")
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Object> say(Problem problem) {
        return ProblemJson.answer(ProblemStatus.of(problem.finding().code()), problem.finding());
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(RuntimeException mistake) {
        if (mistake instanceof AccessDeniedException denied) {
            throw denied; // the security filters answer it
        }
        LOG.error("a mistake of the panel's own", mistake);
        return ProblemJson.answer(HttpStatus.INTERNAL_SERVER_ERROR, Finding.blocker("PanelError", null,
                "The panel made a mistake of its own; its log says which.",
                "Look at what was done before you send the request again."));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        return ProblemJson.answer(HttpStatus.BAD_REQUEST, Malformed.body(unreadable));
    }

    /** Everything that the framework refuses: its own words, with a code and a hint. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception refused, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail detail ? detail : ProblemDetail.forStatus(status);
        problem.setProperty("code", status.is4xxClientError() ? "MalformedRequest" : "PanelError");
        problem.setProperty("hint", "See the OpenAPI document at /v3/api-docs.");
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
