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
import understudy.finding.Finding;
import understudy.monitor.ClusterState;
import understudy.operation.DryRun;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.OperationView;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.promotion.AutomaticRefusals;
import understudy.operation.StepStatus;
import understudy.fence.Fence;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.web.PageView;
import understudy.web.Visitor;
import understudy.web.Visitors;
import understudy.web.operation.PlanView;

/** Before a failover: what was seen of the dead source, exactly what will run, and the names to type. */
@Controller
class FailoverPage {

    private static final String CANNOT_FENCE = "CannotFence";
    private static final String SOURCE_ALIVE = "SourceAlive";
    private static final int LOOK_BACK = 50;

    private final Clusters clusters;
    private final ClusterLooks looks;
    private final Operations operations;
    private final Visitors visitors;
    private final AutomaticRefusals refusals;
    private final Clock clock;

    FailoverPage(Clusters clusters, ClusterLooks looks, Operations operations, Visitors visitors, AutomaticRefusals refusals,
            Clock clock) {
        this.clusters = clusters;
        this.looks = looks;
        this.operations = operations;
        this.visitors = visitors;
        this.refusals = refusals;
        this.clock = clock;
    }

    @GetMapping("/clusters/{name}/failover")
    String show(@PathVariable String name, @RequestParam(required = false) @Nullable String candidate, Model model) {
        return fill(name, candidate, null, visitors.signedIn(), model);
    }

    @PostMapping("/clusters/{name}/failover")
    String start(@PathVariable String name, @RequestParam(required = false) @Nullable String candidate,
            @RequestParam String confirm, @RequestParam(required = false) @Nullable String unfenced,
            @RequestParam String expectedSource, Model model) {
        Visitor visitor = visitors.signedIn();
        Actor actor = visitor.must(Role.OPERATOR);
        StartResult result = operations.start(request(name, candidate, confirm, expectedSource, expectedSource.equals(unfenced), actor));
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, candidate, PlanView.of(result), visitor, model);
    }

    /** @param refused why it didn't start just now, or null */
    private String fill(String name, @Nullable String candidate, @Nullable PlanView refused, Visitor visitor, Model model) {
        Cluster cluster = clusters.get(name);
        ClusterState state = looks.state(cluster);
        DryRun rehearsal = visitor.operator() ? rehearse(name, candidate, false, visitor.actor()) : null;
        boolean unfenceable = rehearsal != null && refusedFor(rehearsal, CANNOT_FENCE);
        PlanView plan = rehearsal == null ? null : PlanView.of(unfenceable ? rehearse(name, candidate, true, visitor.actor()) : rehearsal);
        model.addAttribute("page", PageView.still("Fail over", "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("source", cluster.source().orElse(""));
        model.addAttribute("diagnosis", DiagnosisView.of(state.diagnosis(), cluster.policy(),
                refusals.of(name).orElse(null), clock.instant()));
        model.addAttribute("plan", plan);
        model.addAttribute("refused", refused);
        model.addAttribute("possible", plan != null && plan.possible());
        model.addAttribute("unfenceable", unfenceable);
        model.addAttribute("fenceFailed", fenceFailed(name));
        model.addAttribute("whyNot", visitor.whyNotOperator());
        model.addAttribute("chosen", candidate);
        model.addAttribute("candidates", cluster.hosts(Member.Role.REPLICA));
        return "cluster/failover";
    }

    /** The names are only asked for when it is done; what would be done is shown before. */
    private DryRun rehearse(String name, @Nullable String candidate, boolean unfenced, Actor actor) {
        return operations.rehearse(request(name, candidate, name, null, unfenced, actor));
    }

    /** Whether the newest failover ended because nothing proved that the source takes no writes. */
    private boolean fenceFailed(String cluster) {
        return operations.list(cluster, null, LOOK_BACK).stream().filter(view -> view.kind() == OperationKind.FAILOVER).findFirst()
                .filter(FailoverPage::stoppedByFence).isPresent();
    }

    static boolean stoppedByFence(OperationView failover) {
        Finding error = failover.error();
        return error != null && !error.code().equals(SOURCE_ALIVE) && failover.steps().stream().filter(step -> step.step().equals(Fence.NAME))
                .anyMatch(step -> step.state() == StepStatus.FAILED || error.equals(step.finding()));
    }

    private static boolean refusedFor(DryRun rehearsal, String code) {
        return rehearsal instanceof DryRun.NotStarted(StartResult.Refused refused)
                && refused.findings().stream().anyMatch(finding -> finding.code().equals(code));
    }

    private static OperationRequest request(String cluster, @Nullable String candidate, String confirm,
            @Nullable String expectedSource, boolean unfenced, Actor actor) {
        return new OperationRequest(OperationKind.FAILOVER, cluster, candidate == null || candidate.isEmpty() ? null : candidate,
                Pace.AUTO, confirm, expectedSource, Map.of("acceptUnfenced", unfenced), actor);
    }
}
