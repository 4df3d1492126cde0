package understudy.web.operation;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Operations.ControlResult;
import understudy.web.LiveStreams;
import understudy.web.OperationWords;
import understudy.web.PageView;
import understudy.web.Visitors;

/** One operation, step by step: what is done, what runs, what comes, and the buttons that are possible now. */
@Controller
class OperationPage {

    private final Operations operations;
    private final Afterwards afterwards;
    private final LiveStreams streams;
    private final Visitors visitors;
    private final Clock clock;

    OperationPage(Operations operations, Afterwards afterwards, LiveStreams streams, Visitors visitors, Clock clock) {
        this.operations = operations;
        this.afterwards = afterwards;
        this.streams = streams;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/operations/{id}")
    String show(@PathVariable String id, @RequestParam(required = false) @Nullable String step, Model model) {
        OperationView operation = find(id);
        String title = OperationWords.title(operation) + ": " + OperationWords.word(operation.state());
        model.addAttribute("page", PageView.live(title, "operations", "/operations/" + id + "/live", null));
        model.addAttribute("operation", OperationPageView.of(operation, step, clock.instant()));
        model.addAttribute("afterwards", afterwards.of(operation).orElse(null));
        return "operation/operation";
    }

    @GetMapping(path = "/operations/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String id) {
        return streams.operation(id);
    }

    @GetMapping("/operations/{id}/runbook")
    ResponseEntity<String> runbook(@PathVariable String id) {
        String text = operations.runbook(id).orElseThrow(() -> unknown(id));
        ContentDisposition saved = ContentDisposition.attachment().filename("understudy-" + id + ".md").build();
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/markdown;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, saved.toString()).body(text);
    }

    /** Cancelling and rolling back ask once more: at night a finger slips. */
    @GetMapping("/operations/{id}/{control:cancel|rollback}")
    String ask(@PathVariable String id, @PathVariable String control, Model model) {
        OperationView operation = find(id);
        if (!operation.controls().contains(control)) {
            return "redirect:/operations/" + id;
        }
        model.addAttribute("page", PageView.still(("cancel".equals(control) ? "Cancel: " : "Roll back: ") + OperationWords.title(operation), "operations"));
        model.addAttribute("operation", OperationPageView.of(operation, null, clock.instant()));
        model.addAttribute("control", control);
        return "operation/sure";
    }

    @PostMapping("/operations/{id}/{control:continue|run-all|retry|cancel|rollback}")
    String press(@PathVariable String id, @PathVariable String control) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        ControlResult result = switch (control) {
            case "continue" -> operations.resume(id, actor);
            case "run-all" -> operations.runAll(id, actor);
            case "retry" -> operations.retry(id, actor);
            case "cancel" -> operations.cancel(id, actor);
            default -> operations.rollBack(id, actor);
        };
        return switch (result) {
            case ControlResult.Accepted accepted -> "redirect:/operations/" + id;
            case ControlResult.Refused refused -> throw new Problem(refused.finding());
            case ControlResult.NotFound none -> throw unknown(id);
        };
    }

    private OperationView find(String id) {
        return operations.find(id).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(String id) {
        return new Problem(Finding.blocker("OperationUnknown", null, "There is no operation " + id + ".", "The list of operations shows all."));
    }
}
