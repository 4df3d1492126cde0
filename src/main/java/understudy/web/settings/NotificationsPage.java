package understudy.web.settings;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import understudy.access.Actor;
import understudy.access.Role;
import understudy.finding.Problem;
import understudy.notify.NewTarget;
import understudy.notify.NotificationDesk;
import understudy.notify.NotificationTarget;
import understudy.notify.Way;
import understudy.web.Amounts;
import understudy.web.FindingView;
import understudy.web.PageView;
import understudy.web.Visitors;
import understudy.web.When;

/** Who is told of what happens: webhooks and mail, each with a test button and how its last message ended. */
@Controller
class NotificationsPage {

    private final NotificationDesk desk;
    private final Visitors visitors;
    private final Clock clock;

    NotificationsPage(NotificationDesk desk, Visitors visitors, Clock clock) {
        this.desk = desk;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/settings/notifications")
    String show(Model model) {
        visitors.signedIn().must(Role.ADMIN);
        return fill(model, null, null);
    }

    /** Answers with the page itself, not a redirect: a secret that the panel made must not be kept anywhere to be shown after one. */
    @PostMapping("/settings/notifications/webhook")
    String addWebhook(@ModelAttribute("webhook") WebhookForm form, Model model) {
        return add(form.wish(), model);
    }

    @PostMapping("/settings/notifications/mail")
    String addMail(@ModelAttribute("mail") MailForm form, Model model) {
        return add(form.wish(), model);
    }

    private String add(NewTarget wish, Model model) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            return fill(model, desk.add(wish, actor), null);
        } catch (Problem refused) {
            return fill(model, null, FindingView.of(refused.finding()));
        }
    }

    @PostMapping("/settings/notifications/test")
    String test(@RequestParam String name, RedirectAttributes next) {
        Actor actor = visitors.signedIn().must(Role.ADMIN);
        try {
            next.addFlashAttribute("done", "The test message reached " + name + ": " + desk.test(name, actor) + ".");
        } catch (Problem refused) {
            next.addFlashAttribute("failed", FindingView.of(refused.finding()));
        }
        return "redirect:/settings/notifications";
    }

    @PostMapping("/settings/notifications/removal")
    String remove(@RequestParam String name, RedirectAttributes next) {
        desk.remove(name, visitors.signedIn().must(Role.ADMIN));
        next.addFlashAttribute("done", name + " is told nothing any more.");
        return "redirect:/settings/notifications";
    }

    private String fill(Model model, NotificationDesk.@Nullable Added added, @Nullable FindingView refused) {
        Instant now = clock.instant();
        model.addAttribute("page", PageView.still("Notifications", "settings"));
        model.addAttribute("targets", desk.list().stream().map(target -> TargetRow.of(target, now)).toList());
        model.addAttribute("encryptions", Way.Encryption.values());
        model.addAttribute("refused", refused);
        model.addAttribute("added", added == null ? null : added.target().name());
        model.addAttribute("secret", added == null ? null : added.madeSecret());
        return "settings/notifications";
    }

    /** A target in the list. @param tried null before the first try */
    record TargetRow(String name, String kind, String shown, String waiting, @Nullable When tried, String tone, String outcome, String said) {

        static TargetRow of(NotificationTarget target, Instant now) {
            NotificationTarget.LastTry last = target.last();
            return new TargetRow(target.name(), target.way().kind() == Way.Kind.MAIL ? "mail" : "webhook", target.way().shown(),
                    target.waiting() == 0 ? "" : Amounts.count(target.waiting(), "message waits", "messages wait") + " to be tried again",
                    last == null ? null : When.of(last.at(), now), last == null ? "idle" : last.delivered() ? "ok" : "bad",
                    last == null ? "" : last.delivered() ? "delivered" : "not delivered", last == null ? "" : last.said());
        }
    }

    /** What was typed for a webhook; an empty secret is made by the panel. */
    record WebhookForm(@Nullable String name, @Nullable String url, @Nullable String secret) {

        NewTarget wish() {
            return new NewTarget(text(name), new Way.Webhook(text(url)), orNull(secret));
        }

        @Override
        public String toString() {
            return "WebhookForm[" + name + "]";
        }
    }

    /** What was typed for mail; recipients apart by commas. */
    record MailForm(@Nullable String name, @Nullable String host, @Nullable Integer port, Way.@Nullable Encryption encryption,
            @Nullable String user, @Nullable String password, @Nullable String from, @Nullable String to) {

        NewTarget wish() {
            List<String> recipients = Stream.of(text(to).split("[,;\\s]+")).filter(one -> !one.isEmpty()).toList();
            return new NewTarget(text(name), new Way.Mail(text(host), port == null ? 0 : port,
                    encryption == null ? Way.Encryption.STARTTLS : encryption, orNull(user), text(from), recipients), orNull(password));
        }

        @Override
        public String toString() {
            return "MailForm[" + name + "]";
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable String orNull(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
