package understudy.web.settings;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import understudy.access.Role;
import understudy.access.Users;
import understudy.enrolment.PanelIdentity;
import understudy.web.PageView;
import understudy.web.Visitors;
import understudy.web.When;

/** Who may do what: users and one's own password; and the key by which the panel logs in. */
@Controller
class SettingsPage {

    private final Users users;
    private final PanelIdentity identity;
    private final Visitors visitors;
    private final Clock clock;

    SettingsPage(Users users, PanelIdentity identity, Visitors visitors, Clock clock) {
        this.users = users;
        this.identity = identity;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/settings")
    String show(Model model) {
        Instant now = clock.instant();
        model.addAttribute("page", PageView.still("Settings", "settings"));
        model.addAttribute("users", visitors.signedIn().admin() ? users.list().stream().map(user ->
                new UserRow(user.name(), user.role().name(), When.of(user.createdAt(), now))).toList() : List.of());
        model.addAttribute("publicKey", identity.publicKey());
        model.addAttribute("fingerprint", identity.fingerprint());
        model.addAttribute("roles", Role.values());
        return "settings/settings";
    }

    @PostMapping("/settings/password")
    String changeOwnPassword(@RequestParam String current, @RequestParam String password) {
        users.changeOwnPassword(visitors.signedIn().actor(), current, password);
        return "redirect:/sign-in";
    }

    @PostMapping("/settings/users")
    String add(@RequestParam String name, @RequestParam String password, @RequestParam Role role, RedirectAttributes next) {
        users.add(name, password, role, visitors.signedIn().must(Role.ADMIN));
        return done(next, name + " may sign in now.");
    }

    @PostMapping("/settings/users/role")
    String changeRole(@RequestParam String name, @RequestParam Role role, RedirectAttributes next) {
        users.changeRole(name, role, visitors.signedIn().must(Role.ADMIN));
        return done(next, name + " has another role now and must sign in again.");
    }

    @PostMapping("/settings/users/password")
    String resetPassword(@RequestParam String name, @RequestParam String password, RedirectAttributes next) {
        users.resetPassword(name, password, visitors.signedIn().must(Role.ADMIN));
        return done(next, name + " has a new password and must sign in again.");
    }

    @PostMapping("/settings/users/removal")
    String remove(@RequestParam String name, RedirectAttributes next) {
        users.remove(name, visitors.signedIn().must(Role.ADMIN));
        return done(next, name + " can't sign in any more.");
    }

    private static String done(RedirectAttributes next, @Nullable String words) {
        next.addFlashAttribute("done", words);
        return "redirect:/settings";
    }

    /** A user in the list. */
    record UserRow(String name, String role, When since) {
    }
}
