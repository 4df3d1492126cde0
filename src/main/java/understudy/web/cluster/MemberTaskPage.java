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

/** Before a replica is checked or detached, or a policy is applied: what it means, exactly what will run, and the button. */
@Controller
class MemberTaskPage {

    private final Clusters clusters;
    private final Operations operations;
    private final Visitors visitors;

    MemberTaskPage(Clusters clusters, Operations operations, Visitors visitors) {
        this.clusters = clusters;
        this.operations = operations;
        this.visitors = visitors;
    }

    @GetMapping("/clusters/{name}/members/{host}/{word:check|detach|policy}")
    String show(@PathVariable String name, @PathVariable String host, @PathVariable String word, Model model) {
        Visitor visitor = visitors.signedIn();
        MemberTask task = MemberTask.of(word);
        PlanView plan = visitor.operator()
                ? PlanView.of(operations.rehearse(request(task, name, host, null, visitor.actor()))) : null;
        return fill(name, host, task, plan, model);
    }

    @PostMapping("/clusters/{name}/members/{host}/{word:check|detach|policy}")
    String start(@PathVariable String name, @PathVariable String host, @PathVariable String word,
            @RequestParam(required = false) @Nullable String confirm, Model model) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        MemberTask task = MemberTask.of(word);
        StartResult result = operations.start(request(task, name, host, confirm, actor));
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, host, task, PlanView.of(result), model);
    }

    private String fill(String name, String host, MemberTask task, @Nullable PlanView plan, Model model) {
        String source = clusters.get(name).source().orElse("its source");
        model.addAttribute("page", PageView.still(task.title(host), "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("host", host);
        model.addAttribute("task", task);
        model.addAttribute("lead", task.lead(host, source));
        model.addAttribute("plan", plan);
        return "cluster/task";
    }

    private static OperationRequest request(MemberTask task, String cluster, String host, @Nullable String confirm, Actor actor) {
        return new OperationRequest(task.kind(), cluster, host, Pace.AUTO, confirm, null, Map.of(), actor);
    }
}
