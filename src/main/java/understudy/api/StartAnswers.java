package understudy.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import understudy.finding.Finding;
import understudy.operation.DryRun;
import understudy.operation.Operations;
import understudy.operation.StartResult;

/** Answers to the wish to start an operation. */
@Component
class StartAnswers {

    private final Operations operations;

    StartAnswers(Operations operations) {
        this.operations = operations;
    }

    ResponseEntity<Object> of(StartResult result) {
        return switch (result) {
            case StartResult.Started started -> ResponseEntity.accepted()
                    .location(URI.create("/api/v1/operations/" + started.id()))
                    .body(operations.find(started.id()).map(OperationJson::of).orElse(null));
            case StartResult.AlreadyRunning other -> {
                Finding running = Finding.blocker("OperationRunning", null, "The operation " + other.id() + " is not at its end.",
                        "Wait for it, or end it first.");
                yield ProblemJson.answer(HttpStatus.CONFLICT, running, List.of(running), Map.of("operation", other.id()));
            }
            case StartResult.NeedsConfirmation needs -> ProblemJson.answer(HttpStatus.CONFLICT,
                    Finding.blocker("NotConfirmed", needs.finding().host(), needs.finding().message(),
                            "If that is what you want, send \"confirm\": \"" + needs.name() + "\"."),
                    List.of(needs.finding()), Map.of("confirm", needs.name()));
            case StartResult.Refused refused -> refused(refused.findings());
            case StartResult.NotFound missing -> ProblemJson.answer(HttpStatus.NOT_FOUND, missing.finding());
        };
    }

    ResponseEntity<Object> of(DryRun result) {
        return switch (result) {
            case DryRun.Planned planned -> ResponseEntity.ok(OperationJson.of(planned.operation()));
            case DryRun.NotStarted not -> of(not.why());
        };
    }

    private static ResponseEntity<Object> refused(List<Finding> findings) {
        Finding first = findings.stream().filter(Finding::blocks).findFirst()
                .or(() -> findings.stream().findFirst())
                .orElseGet(() -> Finding.blocker("Refused", null, "It can't be done now.", "Look at the cluster's readiness."));
        return ProblemJson.answer(HttpStatus.UNPROCESSABLE_CONTENT, first, findings, Map.of());
    }
}
