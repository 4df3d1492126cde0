package understudy.web.cluster;

import java.time.Clock;
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
import understudy.monitor.ClusterState;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.promotion.Promotions;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.web.PageView;
import understudy.web.Visitor;
import understudy.web.Visitors;
import understudy.web.operation.PlanView;

/** Before a promotion: whether it would succeed, exactly what will run, and the button. */
@Controller
class PromotionPage {

    private final Clusters clusters;
    private final ClusterLooks looks;
    private final Promotions promotions;
    private final Operations operations;
    private final Visitors visitors;
    private final Clock clock;

    PromotionPage(Clusters clusters, ClusterLooks looks, Promotions promotions, Operations operations, Visitors visitors,
            Clock clock) {
        this.clusters = clusters;
        this.looks = looks;
        this.promotions = promotions;
        this.operations = operations;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/clusters/{name}/promotion")
    String show(@PathVariable String name, @RequestParam(required = false) @Nullable String candidate, Model model) {
        Visitor visitor = visitors.signedIn();
        PlanView plan = visitor.operator()
                ? PlanView.of(operations.rehearse(request(name, candidate, Pace.AUTO, null, null, visitor.actor()))) : null;
        return fill(name, candidate, plan, visitor, model);
    }

    @PostMapping("/clusters/{name}/promotion")
    String start(@PathVariable String name, @RequestParam String candidate, @RequestParam(defaultValue = "AUTO") Pace pace,
            @RequestParam(required = false) @Nullable String confirm, @RequestParam String expectedSource, Model model) {
        Visitor visitor = visitors.signedIn();
        Actor actor = visitor.must(Role.OPERATOR);
        StartResult result = operations.start(request(name, candidate, pace, confirm, expectedSource, actor));
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, candidate, PlanView.of(result), visitor, model);
    }

    private String fill(String name, @Nullable String candidate, @Nullable PlanView plan, Visitor visitor, Model model) {
        Cluster cluster = clusters.get(name);
        ClusterState state = looks.state(cluster);
        PromotionOffer offer = PromotionOffer.of(promotions.readiness(name, candidate), state, visitor, clock.instant());
        String whom = offer.candidate() == null ? "a replica" : offer.candidate();
        model.addAttribute("page", PageView.still("Promote " + whom, "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("offer", offer);
        model.addAttribute("plan", plan);
        model.addAttribute("source", state.source());
        model.addAttribute("candidates", cluster.hosts(Member.Role.REPLICA));
        return "cluster/promotion";
    }

    private static OperationRequest request(String cluster, @Nullable String candidate, Pace pace, @Nullable String confirm,
            @Nullable String expectedSource, Actor actor) {
        return new OperationRequest(OperationKind.SWITCHOVER, cluster, candidate, pace, confirm, expectedSource, Map.of(), actor);
    }
}
