package understudy.api;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import understudy.access.Actor;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationStatus;
import understudy.operation.Operations;
import understudy.operation.Operations.ControlResult;
import understudy.operation.Pace;

/** Operations: start, look, and their buttons. */
@RestController
@Tag(name = "Operations")
class OperationsApi {

    private static final int MOST = 500;

    private final Operations operations;
    private final StartAnswers answers;

    OperationsApi(Operations operations, StartAnswers answers) {
        this.operations = operations;
        this.answers = answers;
    }

    /** A wish to start one. */
    record StartJson(
            @Nullable OperationKind kind,
            @Nullable String host,
            @Nullable Pace pace,
            @Nullable Boolean dryRun,
            @Nullable String confirm,
            @Nullable String expectedSource,
            @Nullable Map<String, Object> options) {

        OperationRequest request(String cluster, Actor actor) {
            OperationKind wanted = Required.value("kind", kind);
            if (wanted == OperationKind.ENROL) {
                throw new Problem(Malformed.malformed("A host is enrolled by POST /api/v1/hosts/{name}/enrolment, not in a cluster."));
            }
            return new OperationRequest(wanted, cluster, host, Required.otherwise(pace, Pace.AUTO), confirm, expectedSource,
                    plain(Required.otherwise(options, Map.of())), actor);
        }

        private static Map<String, Object> plain(Map<String, Object> options) {
            options.forEach((name, value) -> {
                if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                    throw new Problem(Malformed.malformed("The option " + name + " must be a text, a number, true or false."));
                }
            });
            return options;
        }
    }

    @PostMapping("/api/v1/clusters/{name}/operations")
    ResponseEntity<Object> start(@PathVariable String name, @RequestBody StartJson wish, Actor actor) {
        OperationRequest request = wish.request(name, actor);
        return Boolean.TRUE.equals(wish.dryRun()) ? answers.of(operations.rehearse(request)) : answers.of(operations.start(request));
    }

    @GetMapping("/api/v1/operations")
    List<OperationJson> list(@RequestParam @Nullable String cluster, @RequestParam @Nullable OperationStatus state,
            @RequestParam(defaultValue = "100") int limit) {
        return operations.list(cluster, state, Math.clamp(limit, 1, MOST)).stream().map(OperationJson::of).toList();
    }

    @GetMapping("/api/v1/operations/{id}")
    OperationJson one(@PathVariable String id) {
        return found(id, operations.find(id).map(OperationJson::of));
    }

    @GetMapping(path = "/api/v1/operations/{id}/runbook", produces = "text/markdown;charset=UTF-8")
    String runbook(@PathVariable String id) {
        return found(id, operations.runbook(id));
    }

    /** @param all also changes the pace to AUTO: runs all the rest */
    @PostMapping("/api/v1/operations/{id}/continue")
    ResponseEntity<Object> resume(@PathVariable String id, @RequestParam(defaultValue = "false") boolean all, Actor actor) {
        return pressed(id, all ? operations.runAll(id, actor) : operations.resume(id, actor));
    }

    @PostMapping("/api/v1/operations/{id}/retry")
    ResponseEntity<Object> retry(@PathVariable String id, Actor actor) {
        return pressed(id, operations.retry(id, actor));
    }

    @PostMapping("/api/v1/operations/{id}/cancel")
    ResponseEntity<Object> cancel(@PathVariable String id, Actor actor) {
        return pressed(id, operations.cancel(id, actor));
    }

    @PostMapping("/api/v1/operations/{id}/rollback")
    ResponseEntity<Object> rollBack(@PathVariable String id, Actor actor) {
        return pressed(id, operations.rollBack(id, actor));
    }

    private static ResponseEntity<Object> pressed(String id, ControlResult result) {
        return switch (result) {
            case ControlResult.Accepted accepted -> ResponseEntity.accepted().body(OperationJson.of(accepted.operation()));
            case ControlResult.Refused refused -> ProblemJson.answer(HttpStatus.CONFLICT, refused.finding());
            case ControlResult.NotFound missing -> throw unknown(id);
        };
    }

    private static <T> T found(String id, Optional<T> what) {
        return what.orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(String id) {
        return new Problem(Finding.blocker("OperationUnknown", null, "There is no operation " + id + ".",
                "GET /api/v1/operations lists them."));
    }
}
