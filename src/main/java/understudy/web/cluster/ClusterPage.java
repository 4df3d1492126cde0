package understudy.web.cluster;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.Role;
import understudy.finding.Finding;
import understudy.finding.Problem;
import understudy.operation.Operations;
import understudy.promotion.PolicyDesk;
import understudy.topology.Clusters;
import understudy.web.FindingView;
import understudy.web.LiveStreams;
import understudy.web.PageView;
import understudy.web.Visitors;

/** The centre: who follows whom, whether a promotion would succeed, what is going on and what happened. */
@Controller
class ClusterPage {

    private final ClusterLooks looks;
    private final Clusters clusters;
    private final Operations operations;
    private final Audit audit;
    private final PolicyDesk policies;
    private final LiveStreams streams;
    private final Visitors visitors;

    ClusterPage(ClusterLooks looks, Clusters clusters, Operations operations, Audit audit, PolicyDesk policies,
            LiveStreams streams, Visitors visitors) {
        this.looks = looks;
        this.clusters = clusters;
        this.operations = operations;
        this.audit = audit;
        this.policies = policies;
        this.streams = streams;
        this.visitors = visitors;
    }

    @GetMapping("/clusters/{name}")
    String show(@PathVariable String name, Model model) {
        ClusterView view = looks.view(name, visitors.signedIn());
        model.addAttribute("page", PageView.live(name, "clusters", "/clusters/" + name + "/live", looks.state(clusters.get(name)).at()));
        model.addAttribute("cluster", view);
        return "cluster/cluster";
    }

    @GetMapping(path = "/clusters/{name}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String name) {
        return streams.cluster(name);
    }

    @GetMapping("/clusters/{name}/policy")
    String policy(@PathVariable String name, Model model) {
        model.addAttribute("page", PageView.still("Policy of " + name, "clusters"));
        model.addAttribute("cluster", clusters.get(name));
        return "cluster/policy";
    }

    @PostMapping("/clusters/{name}/policy")
    String changePolicy(@PathVariable String name, PolicyForm form, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        boolean chosen = form.bootClosed() != null && form.bootClosed() != clusters.get(name).policy().bootClosed();
        PolicyDesk.Changed changed = policies.change(name, form::on, chosen, actor);
        List<FindingView> open = changed.notes().stream().filter(note -> !note.code().equals("PolicyBeingApplied"))
                .map(note -> FixButtons.view(note, name)).toList();
        if (open.isEmpty()) {
            return "redirect:/clusters/" + name;
        }
        model.addAttribute("notes", open);
        return policy(name, model);
    }

    @GetMapping("/clusters/{name}/removal")
    String askRemoval(@PathVariable String name, Model model) {
        model.addAttribute("page", PageView.still("Forget " + name, "clusters"));
        model.addAttribute("cluster", clusters.get(name));
        return "cluster/removal";
    }

    @PostMapping("/clusters/{name}/removal")
    String remove(@PathVariable String name) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        operations.running(name).ifPresent(running -> {
            throw new Problem(Finding.blocker("OperationRunning", null, "An operation of " + name + " is under way.",
                    "Let it end or cancel it first."));
        });
        clusters.remove(name);
        audit.record(actor, "cluster.remove", name, "done");
        return "redirect:/clusters";
    }

}
