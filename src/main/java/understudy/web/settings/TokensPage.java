package understudy.web.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import understudy.access.Role;
import understudy.access.Tokens;
import understudy.web.PageView;
import understudy.web.Visitors;
import understudy.web.When;

/** The tokens by which other programs drive the panel. Each is shown once, when it is made. */
@Controller
class TokensPage {

    private final Tokens tokens;
    private final Visitors visitors;
    private final Clock clock;

    TokensPage(Tokens tokens, Visitors visitors, Clock clock) {
        this.tokens = tokens;
        this.visitors = visitors;
        this.clock = clock;
    }

    @GetMapping("/settings/tokens")
    String show(Model model) {
        visitors.signedIn().must(Role.ADMIN);
        return fill(model, null);
    }

    /** Answers with the page itself, not a redirect: the secret must not be kept anywhere to be shown after one. */
    @PostMapping("/settings/tokens")
    String create(@RequestParam String name, @RequestParam Role role, @RequestParam(defaultValue = "0") long days, Model model) {
        Instant expires = days > 0 ? clock.instant().plus(Duration.ofDays(days)) : null;
        Tokens.NewToken made = tokens.create(name, role, expires, visitors.signedIn().must(Role.ADMIN));
        return fill(model, made);
    }

    @PostMapping("/settings/tokens/removal")
    String revoke(@RequestParam String name) {
        tokens.revoke(name, visitors.signedIn().must(Role.ADMIN));
        return "redirect:/settings/tokens";
    }

    private String fill(Model model, Tokens.@Nullable NewToken made) {
        Instant now = clock.instant();
        model.addAttribute("page", PageView.still("API tokens", "settings"));
        model.addAttribute("tokens", tokens.list().stream().map(token -> new TokenRow(token.name(), token.role().name(), token.createdBy(),
                When.of(token.createdAt(), now), When.ofNullable(token.expiresAt(), now),
                token.expiresAt() != null && token.expiresAt().isBefore(now), When.ofNullable(token.lastUsedAt(), now))).toList());
        model.addAttribute("roles", Role.values());
        model.addAttribute("madeName", made == null ? null : made.token().name());
        model.addAttribute("secret", made == null ? null : made.secret());
        return "settings/tokens";
    }

    /** A token in the list. @param expires null for never */
    record TokenRow(String name, String role, String by, When since, @Nullable When expires, boolean expired, @Nullable When used) {
    }
}
