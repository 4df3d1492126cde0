package understudy.web.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.enrolment.AdminLogin;
import understudy.enrolment.HostDesk;
import understudy.enrolment.PanelIdentity;
import understudy.finding.Problem;
import understudy.operation.StartResult;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;
import understudy.web.operation.PlanView;

/** Getting to know a host that was added: its key is compared, ours is installed, then the panel looks around. */
@Controller
class EnrolmentPage {

    private final HostDesk desk;
    private final Hosts hosts;
    private final PanelIdentity identity;
    private final Visitors visitors;

    EnrolmentPage(HostDesk desk, Hosts hosts, PanelIdentity identity, Visitors visitors) {
        this.desk = desk;
        this.hosts = hosts;
        this.identity = identity;
        this.visitors = visitors;
    }

    /** Only for who may accept it: looking opens a connection to the host, and a GET must not let everybody do that. */
    @GetMapping("/hosts/{name}/key")
    String compare(@PathVariable String name, Model model) {
        visitors.signedIn().must(Role.ADMIN);
        Host host = hosts.get(name);
        model.addAttribute("page", PageView.still("Compare the key of " + name, "hosts"));
        model.addAttribute("host", host);
        try {
            HostDesk.OfferedKey offered = desk.offeredKey(name);
            model.addAttribute("algorithm", offered.algorithm());
            model.addAttribute("fingerprint", offered.fingerprint());
            model.addAttribute("changed", host.hostKeyTrusted() && !offered.fingerprint().equals(host.hostKeyFingerprint()));
        } catch (Problem unreachable) {
            model.addAttribute("problem", FindingView.of(unreachable.finding()));
        }
        return "host/key";
    }

    @PostMapping("/hosts/{name}/key")
    String accept(@PathVariable String name, @RequestParam String fingerprint) {
        desk.trust(name, fingerprint, visitors.signedIn().must(Role.ADMIN));
        return "redirect:/hosts/" + name + "/enrolment";
    }

    @GetMapping("/hosts/{name}/enrolment")
    String prepare(@PathVariable String name, @RequestParam(required = false) @Nullable String installed, Model model) {
        return fill(name, null, installed != null, model);
    }

    @PostMapping("/hosts/{name}/panel-key")
    String installKey(@PathVariable String name, @RequestParam String password, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            desk.installKey(name, password, actor);
            return "redirect:/hosts/" + name + "/enrolment?installed";
        } catch (Problem refused) {
            return fill(name, PlanView.of(new StartResult.Refused(List.of(refused.finding()))), false, model);
        }
    }

    @PostMapping("/hosts/{name}/enrolment")
    String enrol(@PathVariable String name, @RequestParam(defaultValue = "") String adminUser,
            @RequestParam(defaultValue = "") String adminPassword, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        AdminLogin admin = adminUser.isBlank() ? null : new AdminLogin(adminUser.strip(), adminPassword);
        StartResult result = desk.enrol(name, admin, actor);
        return result instanceof StartResult.Started started ? "redirect:/operations/" + started.id()
                : fill(name, PlanView.of(result), false, model);
    }

    @GetMapping("/hosts/{name}/removal")
    String askRemoval(@PathVariable String name, Model model) {
        model.addAttribute("page", PageView.still("Remove " + name, "hosts"));
        model.addAttribute("host", hosts.get(name));
        return "host/removal";
    }

    @PostMapping("/hosts/{name}/removal")
    String remove(@PathVariable String name) {
        desk.remove(name, visitors.signedIn().must(Role.ADMIN));
        return "redirect:/hosts";
    }

    private String fill(String name, @Nullable PlanView refused, boolean installed, Model model) {
        Host host = hosts.get(name);
        if (!host.hostKeyTrusted()) {
            return "redirect:/hosts/" + name + "/key";
        }
        model.addAttribute("page", PageView.still("Get to know " + name, "hosts"));
        model.addAttribute("host", host);
        model.addAttribute("publicKey", identity.publicKey());
        model.addAttribute("refused", refused);
        model.addAttribute("installed", installed);
        return "host/enrolment";
    }
}
