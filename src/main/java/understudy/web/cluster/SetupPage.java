package understudy.web.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.operation.OperationKind;
import understudy.operation.OperationRequest;
import understudy.operation.Operations;
import understudy.operation.Pace;
import understudy.operation.StartResult;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.web.PageView;
import understudy.web.Visitor;
import understudy.web.Visitors;
import understudy.web.operation.PlanView;

/** The start of the walk-through: which host, how its data comes there, and everything that will run. */
@Controller
class SetupPage {

    private static final List<Way> WAYS = List.of(
            new Way("AUTO", "The fastest that is possible", "The panel looks at both hosts and says in the plan which one it takes and why."),
            new Way("STREAM", "Streamed", "Dumped, packed, sent and loaded at once. No temporary file, so no disk can fill up on the way."),
            new Way("CLASSIC", "By a file", "Dumped to a file, copied over, loaded: the way of the old documents. Slower; leaves no file behind."));

    private final Clusters clusters;
    private final Hosts hosts;
    private final Operations operations;
    private final Visitors visitors;

    SetupPage(Clusters clusters, Hosts hosts, Operations operations, Visitors visitors) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.operations = operations;
        this.visitors = visitors;
    }

    @GetMapping("/clusters/{name}/setup")
    String show(@PathVariable String name, @ModelAttribute("choices") Choices choices, Model model) {
        Visitor visitor = visitors.signedIn();
        boolean chosen = choices.host() != null && visitor.operator();
        PlanView plan = chosen ? PlanView.of(operations.rehearse(request(name, choices, null, visitor.actor()))) : null;
        return fill(name, choices, plan, model);
    }

    @PostMapping("/clusters/{name}/setup")
    String start(@PathVariable String name, @ModelAttribute("choices") Choices choices,
            @RequestParam(required = false) @Nullable String confirm, Model model) {
        Actor actor = visitors.signedIn().must(Role.OPERATOR);
        StartResult result = operations.start(request(name, choices, confirm == null || confirm.isEmpty() ? null : confirm, actor));
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, choices, PlanView.of(result), model);
    }

    private String fill(String name, Choices choices, @Nullable PlanView plan, Model model) {
        Cluster cluster = clusters.get(name);
        model.addAttribute("page", PageView.still(choices.host() == null ? "Make a replica" : "Make " + choices.host() + " a replica", "clusters"));
        model.addAttribute("name", name);
        model.addAttribute("source", cluster.source().orElse(null));
        model.addAttribute("candidates", hosts.all().stream().filter(host -> mayBecome(host, cluster)).map(Host::name).toList());
        model.addAttribute("ways", WAYS);
        model.addAttribute("plan", plan);
        return "cluster/setup";
    }

    /** Not the source, and not another cluster's. */
    private boolean mayBecome(Host host, Cluster cluster) {
        boolean source = cluster.source().filter(host.name()::equals).isPresent();
        return !source && host.enrolled() && clusters.ofHost(host.name()).map(Cluster::name).filter(other -> !other.equals(cluster.name())).isEmpty();
    }

    private static OperationRequest request(String cluster, Choices choices, @Nullable String confirm, Actor actor) {
        return new OperationRequest(OperationKind.SETUP_REPLICA, cluster, choices.host(),
                Objects.requireNonNull(choices.pace()), confirm, null,
                Map.of("copy", Objects.requireNonNull(choices.copy()), "recopy", Boolean.TRUE.equals(choices.recopy())), actor);
    }

    /**
     * What was chosen.
     *
     * @param host null before one was
     * @param copy as in the REST contract
     * @param recopy whether data that could be kept is copied again
     */
    record Choices(@Nullable String host, @Nullable String copy, @Nullable Pace pace, @Nullable Boolean recopy) {

        Choices {
            host = host == null || host.isBlank() ? null : host;
            copy = copy == null ? "AUTO" : copy;
            pace = pace == null ? Pace.STEP : pace;
            recopy = Boolean.TRUE.equals(recopy);
        }
    }

    /** A way of copying, with its reason. */
    record Way(String code, String title, String reason) {
    }
}
