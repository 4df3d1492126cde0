package understudy.web.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.operation.OperationKind;
import understudy.operation.OperationStatus;
import understudy.operation.Operations;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.web.OperationBrief;
import understudy.web.OperationWords;
import understudy.web.PageView;

/** What was done, newest first. */
@Controller
class OperationsPage {

    private static final int LONGEST = 500;

    private final Operations operations;
    private final Clusters clusters;
    private final Clock clock;

    OperationsPage(Operations operations, Clusters clusters, Clock clock) {
        this.operations = operations;
        this.clusters = clusters;
        this.clock = clock;
    }

    @GetMapping("/operations")
    String show(@RequestParam(defaultValue = "") String cluster, @RequestParam(required = false) @Nullable OperationStatus state,
            @RequestParam(required = false) @Nullable OperationKind kind, Model model) {
        Instant now = clock.instant();
        List<OperationBrief> found = operations.list(cluster.isEmpty() ? null : cluster, state, LONGEST).stream()
                .filter(view -> kind == null || view.kind() == kind).map(view -> OperationBrief.of(view, now)).toList();
        model.addAttribute("page", PageView.live("Operations", "operations", "/live", null));
        model.addAttribute("operations", found);
        model.addAttribute("clusters", clusters.all().stream().map(Cluster::name).toList());
        model.addAttribute("states", List.of(OperationStatus.values()).stream().map(each -> new Choice(each.name(), OperationWords.word(each))).toList());
        model.addAttribute("kinds", List.of(OperationKind.values()).stream().map(each -> new Choice(each.name(), words(each))).toList());
        model.addAttribute("cluster", cluster);
        model.addAttribute("state", state == null ? "" : state.name());
        model.addAttribute("kind", kind == null ? "" : kind.name());
        return "operation/operations";
    }

    private static String words(OperationKind kind) {
        return switch (kind) {
            case ENROL -> "get to know a host";
            case SETUP_REPLICA -> "make a replica";
            case SWITCHOVER -> "promotion, planned";
            case FAILOVER -> "failover";
            case REJOIN -> "bring back";
            case DETACH -> "detach";
            case CHECK_DATA -> "check data";
            case APPLY_POLICY -> "apply policy";
            case SWITCH_ROUTES -> "switch routes";
            case REHEARSE_ROUTES -> "rehearse routes";
        };
    }

    /** An entry of a list to choose from. */
    record Choice(String value, String words) {
    }
}
