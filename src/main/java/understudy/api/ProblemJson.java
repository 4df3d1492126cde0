package understudy.api;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import understudy.finding.Finding;

/** Findings as RFC 9457 problems: {@code code} for programs, {@code hint} for people, {@code findings} in full. */
final class ProblemJson {

    private ProblemJson() {
    }

    static ProblemDetail of(HttpStatus status, Finding finding) {
        return of(status, finding, List.of(finding));
    }

    static ProblemDetail of(HttpStatus status, Finding first, List<Finding> all) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, first.message());
        problem.setTitle(status.getReasonPhrase());
        problem.setProperty("code", first.code());
        problem.setProperty("hint", first.hint());
        problem.setProperty("findings", all);
        return problem;
    }

    static ResponseEntity<Object> answer(HttpStatus status, Finding finding) {
        return answer(status, finding, List.of(finding), Map.of());
    }

    /** @param more fields of this kind of problem */
    static ResponseEntity<Object> answer(HttpStatus status, Finding first, List<Finding> all, Map<String, ?> more) {
        ProblemDetail problem = of(status, first, all);
        more.forEach(problem::setProperty);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
