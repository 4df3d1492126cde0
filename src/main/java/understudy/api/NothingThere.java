package understudy.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import understudy.finding.Finding;

/** Answers what the contract doesn't have with a problem, not with a page. */
@RestController
@Hidden
class NothingThere {

    @RequestMapping("/api/**")
    ResponseEntity<Object> say() {
        return ProblemJson.answer(HttpStatus.NOT_FOUND, Finding.blocker("NoSuchCall", null, "The contract has no such call.",
                "See the OpenAPI document at /v3/api-docs."));
    }
}
