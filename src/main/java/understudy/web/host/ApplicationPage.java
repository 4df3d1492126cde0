package understudy.web.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.routing.Application;
import understudy.routing.Applications;
import understudy.topology.Hosts;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;

/** Correcting what was found of the application on a host. */
@Controller
class ApplicationPage {

    private final Applications applications;
    private final Hosts hosts;
    private final Visitors visitors;

    ApplicationPage(Applications applications, Hosts hosts, Visitors visitors) {
        this.applications = applications;
        this.hosts = hosts;
        this.visitors = visitors;
    }

    @GetMapping("/hosts/{name}/application")
    String show(@PathVariable String name, Model model) {
        return fill(hosts.get(name).name(), applications.on(name).map(Form::of).orElse(Form.EMPTY), null, model);
    }

    @PostMapping("/hosts/{name}/application")
    String correct(@PathVariable String name, @ModelAttribute("typed") Form form, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            applications.correct(name, form.asFound() == null ? form.application() : null, actor);
            return "redirect:/hosts/" + name;
        } catch (Problem refused) {
            return fill(name, form, FindingView.of(refused.finding()), model);
        }
    }

    private String fill(String host, Form form, @Nullable FindingView refused, Model model) {
        model.addAttribute("page", PageView.still("The application on " + host, "hosts"));
        model.addAttribute("host", host);
        model.addAttribute("sent", form.filled());
        model.addAttribute("corrected", applications.corrected(host));
        model.addAttribute("refused", refused);
        return "host/application";
    }

    /** What stands in the fields. @param databaseYml a path a line @param asFound the button that was pressed, or null */
    record Form(
            @Nullable String root, @Nullable String databaseYml, @Nullable String group, Application.@Nullable Restart restart,
            @Nullable String service, @Nullable String variables, @Nullable String asFound) {

        static final Form EMPTY = new Form("", "", Application.USUAL_GROUP, Application.Restart.PASSENGER, "", "", null);

        static Form of(Application application) {
            return new Form(application.root(), String.join("\n", application.databaseYml()), application.group(),
                    application.restart(), application.service(), application.variables(), null);
        }

        Form filled() {
            return new Form(text(root), text(databaseYml), text(group), restart == null ? Application.Restart.NONE : restart,
                    text(service), text(variables), null);
        }

        Application application() {
            List<String> files = text(databaseYml).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            return new Application(text(root), files, text(group), restart == null ? Application.Restart.NONE : restart,
                    orNull(service), orNull(variables));
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed.strip();
        }

        private static @Nullable String orNull(@Nullable String typed) {
            return text(typed).isEmpty() ? null : text(typed);
        }
    }
}
