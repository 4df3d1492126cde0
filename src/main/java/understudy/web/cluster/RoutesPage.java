package understudy.web.cluster;

import java.util.List;
import java.util.stream.Stream;
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
import understudy.finding.Problem;
import understudy.routing.Application;
import understudy.routing.Applications;
import understudy.routing.Route;
import understudy.routing.RouteFindings;
import understudy.routing.Routes;
import understudy.topology.Clusters;
import understudy.topology.Member;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;

/** What moves with a cluster's source: its routes, added and taken out. */
@Controller
class RoutesPage {

    private static final long USUAL_SECONDS = 30;
    private static final int USUAL_PORT = 3306;

    private final Routes routes;
    private final RouteFindings findings;
    private final Clusters clusters;
    private final Applications applications;
    private final Visitors visitors;

    RoutesPage(Routes routes, RouteFindings findings, Clusters clusters, Applications applications, Visitors visitors) {
        this.routes = routes;
        this.findings = findings;
        this.clusters = clusters;
        this.applications = applications;
        this.visitors = visitors;
    }

    @GetMapping("/clusters/{name}/routes")
    String show(@PathVariable String name, Model model) {
        return fill(name, null, model);
    }

    @PostMapping("/clusters/{name}/routes/application")
    String addApplication(@PathVariable String name, @ModelAttribute("files") FilesForm form, Model model) {
        return add(name, form.route(), model);
    }

    @PostMapping("/clusters/{name}/routes/address")
    String addAddress(@PathVariable String name, @ModelAttribute("moving") AddressForm form, Model model) {
        return add(name, form.route(), model);
    }

    @PostMapping("/clusters/{name}/routes/balancer")
    String addBalancer(@PathVariable String name, @ModelAttribute("balancer") BalancerForm form, Model model) {
        return add(name, form.route(), model);
    }

    @PostMapping("/clusters/{name}/routes/hook")
    String addHook(@PathVariable String name, @ModelAttribute("hook") HookForm form, Model model) {
        return add(name, form.route(), model);
    }

    @PostMapping("/clusters/{name}/routes/removal")
    String remove(@PathVariable String name, @RequestParam String route) {
        routes.remove(name, route, visitors.signedIn().must(Role.ADMIN));
        return "redirect:/clusters/" + name + "/routes";
    }

    private String add(String cluster, Route route, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            routes.add(cluster, route, actor);
            return "redirect:/clusters/" + cluster + "/routes";
        } catch (Problem refused) {
            return fill(cluster, FindingView.of(refused.finding()), model);
        }
    }

    private String fill(String cluster, @Nullable FindingView refused, Model model) {
        List<String> members = clusters.get(cluster).members().stream().map(Member::host).toList();
        model.addAttribute("page", PageView.still("Routes of " + cluster, "clusters"));
        model.addAttribute("cluster", cluster);
        model.addAttribute("source", clusters.get(cluster).source().orElse(null));
        model.addAttribute("members", members);
        model.addAttribute("replicas", clusters.get(cluster).hosts(Member.Role.REPLICA));
        model.addAttribute("applications", members.stream().map(host -> ApplicationRow.of(host, applications.on(host).orElse(null))).toList());
        model.addAttribute("routes", routes.of(cluster).stream().map(route -> RouteRow.of(route, members)).toList());
        model.addAttribute("seen", findings.of(cluster).stream().map(found -> FixButtons.view(found, cluster)).toList());
        model.addAttribute("refused", refused);
        return "cluster/routes";
    }

    /** A route in the list. */
    record RouteRow(String name, String kind, String what) {

        static RouteRow of(Route route, List<String> members) {
            return switch (route) {
                case Route.DatabaseYmls files -> new RouteRow(files.name(), "application", "database.yml on "
                        + (files.hosts().isEmpty() ? "every member of the cluster on which it is known" : String.join(", ", files.hosts()))
                        + (files.healthUrl() == null ? "" : ", asked at " + files.healthUrl()));
                case Route.VirtualIp moving -> new RouteRow(moving.name(), "address", moving.address() + ", only ever on the source's host"
                        + (moving.keptOverRestart() ? ", given back to it after a restart" : ", not given back after a restart"));
                case Route.LoadBalancer balancer -> new RouteRow(balancer.name(), "load balancer", balancer.address() + ":" + balancer.port()
                        + ", as it is seen from " + String.join(", ", balancer.hosts().isEmpty() ? members : balancer.hosts()));
                case Route.Hook hook -> new RouteRow(hook.name(), "hook", hook.program()
                        + (hook.host() == null ? " on the panel's machine" : " on " + hook.host())
                        + ", at most " + hook.timeoutMillis() / 1_000.0 + " s");
            };
        }
    }

    /** Where the application is, or isn't known to be. @param where its directory and files, or null */
    record ApplicationRow(String host, @Nullable String where, String restarted) {

        static ApplicationRow of(String host, @Nullable Application application) {
            return application == null ? new ApplicationRow(host, null, "") : new ApplicationRow(host, String.join(", ", application.databaseYml())
                    + (application.variables() == null ? "" : ", " + application.variables()), switch (application.restart()) {
                        case PASSENGER -> "passenger-config restart-app";
                        case RESTART_FILE -> "touch tmp/restart.txt";
                        case SERVICE -> "its service " + application.service();
                        case NONE -> "somebody else";
                    });
        }
    }

    /** What was typed for the application. @param hosts apart by commas; empty for all */
    record FilesForm(@Nullable String called, @Nullable String hosts, @Nullable String healthUrl, @Nullable String writeUrl) {

        Route route() {
            return new Route.DatabaseYmls(text(called), listed(hosts), orNull(healthUrl), orNull(writeUrl));
        }
    }

    /** What was typed for an address that moves. */
    record AddressForm(@Nullable String called, @Nullable String address, @Nullable Boolean kept) {

        Route route() {
            return new Route.VirtualIp(text(called), text(address), Boolean.TRUE.equals(kept));
        }
    }

    /** What was typed for a load balancer. @param hosts apart by commas; empty for all */
    record BalancerForm(@Nullable String called, @Nullable String address, @Nullable Integer port, @Nullable String hosts) {

        Route route() {
            return new Route.LoadBalancer(text(called), text(address), port == null ? USUAL_PORT : port, listed(hosts));
        }
    }

    /** What was typed for a hook. @param host empty for the panel's machine */
    record HookForm(@Nullable String called, @Nullable String program, @Nullable String host, @Nullable Long seconds) {

        Route route() {
            return new Route.Hook(text(called), text(program), text(host).isEmpty() ? null : text(host), (seconds == null ? USUAL_SECONDS : seconds) * 1_000);
        }
    }

    private static List<String> listed(@Nullable String typed) {
        return Stream.of(text(typed).split("[,;\\s]+")).filter(one -> !one.isEmpty()).toList();
    }

    private static @Nullable String orNull(@Nullable String typed) {
        return text(typed).isEmpty() ? null : text(typed);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
