package understudy.web.settings;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.AuditLog;
import understudy.access.Role;
import understudy.web.PageView;
import understudy.web.PlainWords;
import understudy.web.Visitors;
import understudy.web.When;

/** Who did what, on which host or cluster, and how it ended. */
@Controller
class AuditPage {

    private static final int LONGEST = 300;

    private final AuditLog log;
    private final Visitors visitors;
    private final Clock clock;

    AuditPage(AuditLog log, Visitors visitors, Clock clock) {
        this.log = log;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/settings/audit")
    String show(@RequestParam(defaultValue = "") String actor, Model model) {
        visitors.signedIn().must(Role.ADMIN);
        Instant now = clock.instant();
        model.addAttribute("page", PageView.still("Audit log", "settings"));
        model.addAttribute("actor", actor);
        model.addAttribute("entries", log.list(null, actor.isBlank() ? null : actor.strip(), LONGEST).stream()
                .map(entry -> new Entry(When.of(entry.at(), now), entry.actor(), entry.action(), entry.subject(), PlainWords.of(entry.outcome()),
                        "done".equals(entry.outcome()) ? "ok" : entry.outcome().startsWith("refused") ? "warn" : "idle")).toList());
        return "settings/audit";
    }

    /** An act in the list. */
    record Entry(When when, String actor, String action, @Nullable String subject, String outcome, String tone) {
    }
}
