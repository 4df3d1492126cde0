package understudy.web.host;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.enrolment.HostChange;
import understudy.enrolment.HostDesk;
import understudy.finding.Problem;
import understudy.topology.Host;
import understudy.topology.Hosts;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;

/** Changing how a host is reached. */
@Controller
class ChangeHostPage {

    private final HostDesk desk;
    private final Hosts hosts;
    private final Visitors visitors;

    ChangeHostPage(HostDesk desk, Hosts hosts, Visitors visitors) {
        this.desk = desk;
        this.hosts = hosts;
        this.visitors = visitors;
    }

    @GetMapping("/hosts/{name}/change")
    String show(@PathVariable String name, Model model) {
        return fill(hosts.get(name), null, model);
    }

    @PostMapping("/hosts/{name}/change")
    String change(@PathVariable String name, @ModelAttribute("sent") Form form, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            Host changed = desk.change(name, form.change(), actor);
            return "redirect:/hosts/" + name + (changed.hostKeyTrusted() ? "" : "/key");
        } catch (Problem refused) {
            return fill(hosts.get(name), FindingView.of(refused.finding()), model);
        }
    }

    private static String fill(Host host, @Nullable FindingView refused, Model model) {
        model.addAttribute("page", PageView.still("Change " + host.name(), "hosts"));
        model.addAttribute("host", host);
        model.addAttribute("refused", refused);
        return "host/change";
    }

    /** What was typed; an empty password keeps the one that is stored, unless the box says that none is needed. */
    record Form(
            @Nullable String address, @Nullable Integer sshPort, @Nullable String sshUser, @Nullable Integer mysqlPort,
            @Nullable String mysqlSocket, @Nullable String replicationAddress, @Nullable String sudoPassword, @Nullable Boolean noSudoPassword) {

        HostChange change() {
            String password = Boolean.TRUE.equals(noSudoPassword) ? "" : sudoPassword == null || sudoPassword.isEmpty() ? null : sudoPassword;
            return new HostChange(orNull(address), sshPort, orNull(sshUser), mysqlPort, mysqlSocket == null ? null : mysqlSocket.strip(),
                    orNull(replicationAddress), password);
        }

        private static @Nullable String orNull(@Nullable String typed) {
            return typed == null || typed.isBlank() ? null : typed.strip();
        }

        /** Without the password, so that a log line can't carry it. */
        @Override
        public String toString() {
            return "Form[" + address + "]";
        }
    }
}
