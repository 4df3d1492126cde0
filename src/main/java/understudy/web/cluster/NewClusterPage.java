package understudy.web.cluster;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.Actor;
import understudy.access.Audit;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.monitor.Discovery;
import understudy.topology.Cluster;
import understudy.topology.Clusters;
import understudy.topology.Host;
import understudy.topology.HostFacts;
import understudy.topology.Hosts;
import understudy.topology.Member;
import understudy.web.Amounts;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;

/** Writing a cluster down: its name, its source, what it serves, and who is to follow. Changes no server. */
@Controller
class NewClusterPage {

    private final Hosts hosts;
    private final Clusters clusters;
    private final Discovery discovery;
    private final Audit audit;
    private final Visitors visitors;
    private final Clock clock;

    NewClusterPage(Hosts hosts, Clusters clusters, Discovery discovery, Audit audit, Visitors visitors, Clock clock) {
        this.hosts = hosts;
        this.clusters = clusters;
        this.discovery = discovery;
        this.audit = audit;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/new/cluster")
    String show(@RequestParam(required = false) @Nullable String source, @RequestParam(defaultValue = "") String name, Model model) {
        return fill(name, source, null, model);
    }

    @PostMapping("/new/cluster")
    String add(@RequestParam String name, @RequestParam String source, @RequestParam MultiValueMap<String, String> form, Model model) {
        // not as a list of its own: one value alone would be taken apart at its commas, and a database's name may have some
        Set<String> databases = new LinkedHashSet<>(form.getOrDefault("databases", List.of()));
        Set<String> replicas = new LinkedHashSet<>(form.getOrDefault("replicas", List.of()));
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        Set<String> following = following(source);
        List<Member> members = new ArrayList<>(List.of(new Member(source, Member.Role.SOURCE)));
        replicas.stream().filter(host -> !host.equals(source)).forEach(host -> members.add(new Member(host, following.contains(host) ? Member.Role.REPLICA : Member.Role.UNCONFIGURED)));
        try {
            clusters.add(Cluster.declared(name.strip(), List.copyOf(databases), members, clock.instant()));
        } catch (Problem refused) {
            audit.record(actor, "cluster.add", name, "refused: " + refused.finding().code());
            return fill(name, source, FindingView.of(refused.finding()), model);
        }
        audit.record(actor, "cluster.add", name.strip(), "done");
        String cluster = "redirect:/clusters/" + name.strip();
        return members.stream().filter(member -> member.role() == Member.Role.UNCONFIGURED).findFirst()
                .map(member -> cluster + "/setup?host=" + member.host()).orElse(cluster);
    }

    private String fill(String name, @Nullable String source, @Nullable FindingView refused, Model model) {
        List<Host> free = hosts.all().stream().filter(Host::enrolled).filter(host -> clusters.ofHost(host.name()).isEmpty()).toList();
        Optional<Host> chosen = free.stream().filter(host -> host.name().equals(source)).findFirst();
        model.addAttribute("page", PageView.still("New cluster", "clusters"));
        List<DatabaseChoice> databases = chosen.map(Host::facts).map(NewClusterPage::databases).orElse(List.of());
        List<String> replicas = free.stream().map(Host::name).filter(host -> !host.equals(source)).toList();
        model.addAttribute("name", name.isBlank() ? proposedName(databases) : name);
        model.addAttribute("source", chosen.map(Host::name).orElse(null));
        model.addAttribute("sources", free.stream().map(NewClusterPage::source).toList());
        model.addAttribute("databases", databases);
        model.addAttribute("replicas", replicas);
        // the only other host is meant, most likely; what will run on it is read first in any case
        model.addAttribute("only", replicas.size() == 1);
        model.addAttribute("following", chosen.map(Host::name).map(this::following).orElse(Set.of()));
        model.addAttribute("follows", chosen.map(Host::name).map(this::follows).orElse(null));
        model.addAttribute("refused", refused);
        return "cluster/new-cluster";
    }

    /** The application's name, as its database tells it: {@code secondhand} of {@code secondhand_production}. */
    private static String proposedName(List<DatabaseChoice> databases) {
        List<String> chosen = databases.stream().filter(DatabaseChoice::chosen).map(DatabaseChoice::database).toList();
        return chosen.size() == 1 ? chosen.getFirst().replaceFirst("_production$", "").replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "") : "";
    }

    /** Who follows it already: these become members as they are. */
    private Set<String> following(String source) {
        Discovery.Discovered found = discovery.from(source);
        return source.equals(found.source()) ? Set.copyOf(found.replicas()) : Set.of();
    }

    /** Whom the chosen source itself follows, or null. */
    private @Nullable String follows(String source) {
        String found = discovery.from(source).source();
        return source.equals(found) ? null : found;
    }

    private static SourceChoice source(Host host) {
        HostFacts facts = host.facts();
        String databases = facts == null || facts.databases().isEmpty() ? "has no database"
                : facts.databases().keySet().stream().sorted().collect(Collectors.joining(", "));
        return new SourceChoice(host.name(), databases);
    }

    /** The application's own database is chosen beforehand. */
    private static List<DatabaseChoice> databases(HostFacts facts) {
        String application = facts.secondhand() == null ? null : facts.secondhand().database();
        boolean single = facts.databases().size() == 1;
        List<DatabaseChoice> choices = new ArrayList<>();
        new TreeMap<>(facts.databases()).forEach((database, bytes) ->
                choices.add(new DatabaseChoice(database, Amounts.bytes(bytes), single || database.equals(application))));
        return choices;
    }

    /** A host that could be the source, with what it has. */
    record SourceChoice(String host, String databases) {
    }

    /** A database that the cluster could serve. */
    record DatabaseChoice(String database, String size, boolean chosen) {
    }
}
