package understudy.web.cluster;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.topology.Clusters;
import understudy.web.PageView;
import understudy.web.Visitor;
import understudy.web.Visitors;
import understudy.web.operation.PlanView;

/** Before a replica is checked, detached or brought back, or a policy is applied: what it means, exactly what will run, and the button. */
@Controller
class MemberTaskPage {

    /** What somebody may agree to lose for a host to come back, by the word in the page's address. */
    private static final Map<String, Map<String, Object>> HOW = Map.of(
            "discard", Map.of("discardErrant", true), "recopy", Map.of("recopy", true),
            "both", Map.of("discardErrant", true, "recopy", true));

    private final Clusters clusters;
    private final Operations operations;
    private final Visitors visitors;

    MemberTaskPage(Clusters clusters, Operations operations, Visitors visitors) {
        this.clusters = clusters;
        this.operations = operations;
        this.visitors = visitors;
    }

    @GetMapping("/clusters/{name}/members/{host}/{word:check|detach|rejoin|policy|routes|rehearsal}")
    String show(@PathVariable String name, @PathVariable String host, @PathVariable String word,
            @RequestParam(required = false) @Nullable String how, Model model) {
        Visitor visitor = visitors.signedIn();
        MemberTask task = MemberTask.of(word);
        PlanView plan = visitor.operator()
                ? PlanView.of(operations.rehearse(request(task, how, name, host, null, visitor.actor()))) : null;
        return fill(name, host, task, how, plan, model);
    }

    @PostMapping("/clusters/{name}/members/{host}/{word:check|detach|rejoin|policy|routes|rehearsal}")
    String start(@PathVariable String name, @PathVariable String host, @PathVariable String word,
            @RequestParam(required = false) @Nullable String confirm, @RequestParam(required = false) @Nullable String how, Model model) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        MemberTask task = MemberTask.of(word);
        StartResult result = operations.start(request(task, how, name, host, confirm, actor));
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, host, task, how, PlanView.of(result), model);
    }

    private String fill(String name, String host, MemberTask task, @Nullable String how, @Nullable PlanView plan, Model model) {
        String source = clusters.get(name).source().orElse("its source");
        model.addAttribute("page", PageView.still(task.title(host), "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("host", host);
        model.addAttribute("task", task);
        model.addAttribute("lead", task.lead(host, source));
        model.addAttribute("how", how);
        model.addAttribute("loses", task == MemberTask.REJOIN && HOW.containsKey(String.valueOf(how)));
        model.addAttribute("plan", plan);
        return "cluster/task";
    }

    private static OperationRequest request(MemberTask task, @Nullable String how, String cluster, String host, @Nullable String confirm,
            Actor actor) {
        Map<String, Object> options = task == MemberTask.REJOIN ? HOW.getOrDefault(String.valueOf(how), Map.of()) : Map.of();
        return new OperationRequest(task.kind(), cluster, host, Pace.AUTO, confirm, null, options, actor);
    }
}
