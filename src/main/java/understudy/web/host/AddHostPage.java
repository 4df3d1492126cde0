package understudy.web.host;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.enrolment.HostDesk;
import understudy.enrolment.NewHost;
import understudy.finding.Problem;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;

/** Telling the panel of a host. It connects far enough to read the host's key, which is compared next. */
@Controller
class AddHostPage {

    private static final int SSH = 22;
    private static final int MYSQL = 3306;

    private final HostDesk desk;
    private final Visitors visitors;

    AddHostPage(HostDesk desk, Visitors visitors) {
        this.desk = desk;
        this.visitors = visitors;
    }

    @GetMapping("/new/host")
    String show(Model model) {
        return fill(new Form("", "", SSH, "", MYSQL, "", "", ""), null, model);
    }

    @PostMapping("/new/host")
    String add(@ModelAttribute("sent") Form form, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            return "redirect:/hosts/" + desk.add(form.host(), actor).name() + "/key";
        } catch (Problem refused) {
            return fill(form, FindingView.of(refused.finding()), model);
        }
    }

    private static String fill(Form form, @Nullable FindingView refused, Model model) {
        model.addAttribute("page", PageView.still("Add a host", "hosts"));
        model.addAttribute("form", form);
        model.addAttribute("refused", refused);
        return "host/add-host";
    }

    /** What was typed. The password is never written back into the page. */
    record Form(
            @Nullable String name, @Nullable String address, @Nullable Integer sshPort, @Nullable String sshUser,
            @Nullable Integer mysqlPort, @Nullable String mysqlSocket, @Nullable String replicationAddress,
            @Nullable String sudoPassword) {

        NewHost host() {
            return new NewHost(text(name), text(address), sshPort == null ? SSH : sshPort, text(sshUser),
                    mysqlPort == null ? MYSQL : mysqlPort, orNull(mysqlSocket), orNull(replicationAddress),
                    sudoPassword == null || sudoPassword.isEmpty() ? null : sudoPassword);
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed.strip();
        }

        private static @Nullable String orNull(@Nullable String typed) {
            return text(typed).isEmpty() ? null : text(typed);
        }

        /** Without the password, so that a log line can't carry it. */
        @Override
        public String toString() {
            return "Form[" + name + "]";
        }
    }
}
